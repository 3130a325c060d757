import type { Avis, NouvelAvis } from '@boutique/contracts/avis';
import type { Knex } from 'knex';
import { countRows } from '../platform/db/count-rows.ts';
import type { PageRange } from '../platform/keyset-page.ts';

interface AvisRow extends Omit<Avis, 'creeLe'> {
  creeLe: Date;
}

const COLUMNS = ['id', 'auteur', 'note', 'titre', 'texte', 'langue', 'cree_le as creeLe'];

/** Reviews after a position, the newest first (ids are UUID v7). */
export async function listAvis(
  db: Knex,
  { produitId, limite, apres }: PageRange & { produitId: string },
): Promise<Avis[]> {
  const rows: AvisRow[] = await db('avis')
    .where({ produit_id: produitId })
    .modify((query) => {
      if (apres) query.where('id', '<', apres.id);
    })
    .orderBy('id', 'desc')
    .limit(limite)
    .select(COLUMNS);
  return rows.map(toAvis);
}

export async function countAvis(db: Knex, produitId: string): Promise<number> {
  return countRows(db, db('avis').where({ produit_id: produitId }));
}

export async function findOwnAvis(db: Knex, produitId: string, utilisateurId: string): Promise<Avis | undefined> {
  const row = await db('avis').where({ produit_id: produitId, utilisateur_id: utilisateurId }).first(COLUMNS);
  return row && toAvis(row);
}

/** A review with its product and its author. */
export async function findAvis(
  db: Knex,
  id: string,
): Promise<(Avis & { produitId: string; utilisateurId: string | null }) | undefined> {
  const row = await db('avis')
    .where({ id })
    .first([...COLUMNS, 'produit_id as produitId', 'utilisateur_id as utilisateurId']);
  return row && { ...toAvis(row), produitId: row.produitId, utilisateurId: row.utilisateurId };
}

/** Whether an order with this product was delivered to an account. */
export async function hasReceived(db: Knex, produitId: string, utilisateurId: string): Promise<boolean> {
  const line = await db('acheteurs as a')
    .join('commandes as c', 'c.acheteur_id', 'a.id')
    .join('lignes_commande as l', 'l.commande_id', 'c.id')
    .where({ 'a.utilisateur_id': utilisateurId, 'l.produit_id': produitId, 'c.statut': 'livree' })
    .first('c.id');
  return line !== undefined;
}

/**
 * Locks a product, so that its other reviews wait until the transaction ends. False when the product does not exist.
 */
export async function lockRating(trx: Knex, produitId: string): Promise<boolean> {
  return (await trx('produits').where({ id: produitId }).forNoKeyUpdate().first('id')) !== undefined;
}

export async function insertAvis(
  trx: Knex,
  {
    produitId,
    utilisateurId,
    auteur,
    ...avis
  }: NouvelAvis & { produitId: string; utilisateurId: string; auteur: string },
): Promise<Avis> {
  const [row] = await trx('avis')
    .insert({ ...avis, auteur, produit_id: produitId, utilisateur_id: utilisateurId })
    .returning(COLUMNS);
  return toAvis(row);
}

/** @returns false when the review was deleted already */
export async function deleteAvis(trx: Knex, id: string): Promise<boolean> {
  const deleted: number = await trx('avis').where({ id }).delete();
  return deleted > 0;
}

/**
 * Deletes the reviews that the buyer of a cancelled order may no longer give: those of its products that no other
 * delivered order has. The products must be locked.
 */
export async function withdrawAvis(trx: Knex, commandeId: string): Promise<void> {
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    `delete from avis a
     using commandes c
       join acheteurs b on b.id = c.acheteur_id
       join lignes_commande l on l.commande_id = c.id
     where c.id = ? and a.utilisateur_id = b.utilisateur_id and a.produit_id = l.produit_id
       and not exists (
         select from commandes c2 join lignes_commande l2 on l2.commande_id = c2.id
         where c2.acheteur_id = c.acheteur_id and c2.statut = 'livree' and l2.produit_id = a.produit_id
       )
     returning a.produit_id as id`,
    [commandeId],
  );
  for (const { id } of rows) await recountAvis(trx, id);
}

/** Computes the product's mean and count again from all its reviews, so that errors cannot add up. */
export async function recountAvis(trx: Knex, produitId: string): Promise<void> {
  await trx.raw(
    `update produits set (note, nombre_avis) =
       (select round(avg(a.note), 1), count(*) from avis as a where a.produit_id = produits.id)
     where id = ?`,
    [produitId],
  );
}

const toAvis = ({ id, auteur, note, titre, texte, langue, creeLe }: AvisRow): Avis => ({
  id,
  auteur,
  note,
  titre,
  texte,
  langue,
  creeLe: creeLe.toISOString(),
});
