import type { EntreeJournal } from '@boutique/contracts/administration';
import type { Knex } from 'knex';
import { countRows } from '../platform/db/count-rows.ts';
import type { PageRange } from '../platform/keyset-page.ts';

/** Writes one line of the audit, in the transaction of the change. `details` never holds a secret. */
export async function recordJournal(
  trx: Knex,
  entry: {
    acteurId: string;
    action: string;
    objet: Objet;
    objetId: string;
    details: Record<string, unknown>;
  },
): Promise<void> {
  await trx('journal').insert({
    acteur_id: entry.acteurId,
    action: entry.action,
    objet: entry.objet,
    objet_id: entry.objetId,
    details: JSON.stringify(entry.details),
  });
}

type Objet = EntreeJournal['objet'];
type Row = Omit<EntreeJournal, 'le' | 'acteur'> & { le: Date; acteurId: string | null; nom: string };

/** The audit, the newest line first. */
export async function listJournal(
  db: Knex,
  { objet, limite, apres }: PageRange & { objet: Objet | undefined },
): Promise<EntreeJournal[]> {
  const rows: Row[] = await db('journal as j')
    .leftJoin('utilisateurs as u', 'u.id', 'j.acteur_id')
    .modify((query) => {
      if (objet) query.where({ objet });
      if (apres) query.where('j.id', '<', apres.id);
    })
    .orderBy('j.id', 'desc')
    .limit(limite)
    .select('j.id', 'j.le', 'j.action', 'j.objet', 'j.objet_id as objetId', 'j.details', 'u.id as acteurId', 'u.nom');
  return rows.map(({ le, acteurId, nom, ...row }) => ({
    ...row,
    le: le.toISOString(),
    acteur: acteurId === null ? null : { id: acteurId, nom },
  }));
}

export async function countJournal(db: Knex, objet: Objet | undefined): Promise<number> {
  return countRows(db, db('journal').where(objet ? { objet } : {}));
}
