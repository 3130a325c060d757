import type { Knex } from 'knex';

interface Changed {
  slug: string;
  modifieLe: Date;
}

/** Products on sale, the last changed first. Reads only an index. */
export async function listRecentProduits(db: Knex, limite: number): Promise<Changed[]> {
  return db('produits')
    .whereRaw('actif')
    .orderByRaw('modifie_le desc, slug')
    .limit(limite)
    .select('slug', { modifieLe: 'modifie_le' });
}

/** The time of the last change in each category with products on sale. */
export async function newestByCategorie(db: Knex): Promise<Changed[]> {
  const { rows } = await db.raw<{ rows: Changed[] }>(`
    select c.slug, p.modifie_le as "modifieLe"
    from categories as c
    cross join lateral (
      select modifie_le from produits
      where actif and categorie = c.slug
      order by modifie_le desc, slug limit 1
    ) as p
    order by c.ordre
  `);
  return rows;
}
