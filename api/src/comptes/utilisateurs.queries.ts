import type { Utilisateur } from '@boutique/contracts/utilisateurs';
import type { Knex } from 'knex';
import { countRows } from '../platform/db/count-rows.ts';
import type { PageRange } from '../platform/keyset-page.ts';

const ORDER = 'nom collate "fr-x-icu"';

/** The accounts with a public profile, by name. */
export async function listPublicUtilisateurs(db: Knex, { limite, apres }: PageRange): Promise<Utilisateur[]> {
  return publicUtilisateurs(db)
    .modify((query) => {
      if (apres) query.whereRaw(`(${ORDER}, id) > (:cle, :id)`, { ...apres });
    })
    .orderByRaw(`${ORDER}, id`)
    .limit(limite);
}

export async function countPublicUtilisateurs(db: Knex): Promise<number> {
  return countRows(db, publicUtilisateurs(db).clearSelect());
}

export async function findPublicUtilisateur(db: Knex, id: string): Promise<Utilisateur | undefined> {
  return publicUtilisateurs(db).where({ id }).first();
}

function publicUtilisateurs(db: Knex): Knex.QueryBuilder {
  return db('utilisateurs').where({ profil_public: true, actif: true }).select('id', 'nom', 'role');
}
