import { MAX_FAVORIS } from '@boutique/contracts/favoris';
import type { Knex } from 'knex';

/** Ids of the favourite products on sale, the newest favourite first. */
export async function listFavoris(db: Knex, acheteurId: string): Promise<string[]> {
  return db('favoris as f')
    .join('produits as p', 'p.id', 'f.produit_id')
    .where({ 'f.acheteur_id': acheteurId, 'p.actif': true })
    .orderBy([
      { column: 'f.ajoute_le', order: 'desc' },
      { column: 'f.produit_id', order: 'desc' },
    ])
    .limit(MAX_FAVORIS)
    .pluck('f.produit_id');
}

/** Makes a product a favourite. @returns false when it is not on sale */
export async function addFavori(trx: Knex, acheteurId: string, produitId: string): Promise<boolean> {
  const { rowCount } = await trx.raw(
    `insert into favoris (acheteur_id, produit_id)
     select :acheteurId::uuid, id from produits where id = :produitId and actif
     on conflict (acheteur_id, produit_id) do update set produit_id = excluded.produit_id`,
    { acheteurId, produitId },
  );
  return rowCount > 0;
}

export async function countFavoris(trx: Knex, acheteurId: string): Promise<number> {
  const [row] = await trx('favoris').where({ acheteur_id: acheteurId }).select(trx.raw('count(*)::int as total'));
  return row.total;
}

export async function removeFavori(db: Knex, acheteurId: string, produitId: string): Promise<void> {
  await db('favoris').where({ acheteur_id: acheteurId, produit_id: produitId }).delete();
}
