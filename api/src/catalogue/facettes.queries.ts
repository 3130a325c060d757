import type { Langue } from '@boutique/contracts/common';
import type { Vignette } from '@boutique/contracts/produits';
import type { Knex } from 'knex';
import { rowCount } from '../platform/db/count-rows.ts';
import { filtered, type StoredImage } from './produits.queries.ts';

/** The number of products of one category, one range of prices, in stock or not. */
export interface FacetGroup {
  categorie: string;
  /** The lowest price of the range, in cents. */
  prixMin: number;
  enStock: boolean;
  nombre: number;
}

/**
 * Counts the products on sale of each group, each at most to one more than `COUNTED_UP_TO`; `bounds` are the lowest
 * prices of the ranges, in cents, from 0 upwards.
 */
export async function countFacetGroups(db: Knex, bounds: readonly number[]): Promise<FacetGroup[]> {
  const group = filtered(db, {}, 'fr').whereRaw(
    `p.categorie = c.slug and p.disponible = d.disponible
     and p.prix_centimes >= b.debut and p.prix_centimes < coalesce(b.fin, 2147483647)`,
  );
  return db('categories as c')
    .joinRaw('cross join (values (true), (false)) as d (disponible)')
    .joinRaw('cross join unnest(?::int[], ?::int[]) as b (debut, fin)', [bounds, [...bounds.slice(1), null]] as never[])
    .select({ categorie: 'c.slug', prixMin: 'b.debut', enStock: 'd.disponible', nombre: rowCount(db, group) });
}

/** A search that matches more products has no number for each group. */
const SEARCHED_UP_TO = 5_000;

/** Like `countFacetGroups`, of the products that a search finds. Null when it finds too many. */
export async function countFoundFacetGroups(
  db: Knex,
  requete: string,
  langue: Langue,
  bounds: readonly number[],
): Promise<FacetGroup[] | null> {
  const found = filtered(db, { requete }, langue)
    .select('p.categorie', 'p.prix_centimes', 'p.disponible')
    .limit(SEARCHED_UP_TO + 1)
    .as('p');
  const groups: FacetGroup[] = await db
    .from(found)
    .select('p.categorie', {
      prixMin: db.raw('(:bounds::int[])[width_bucket(p.prix_centimes, :bounds::int[])]', { bounds: [...bounds] }),
      enStock: 'p.disponible',
      nombre: db.raw('count(*)::int'),
    })
    .groupByRaw('1, 2, 3');
  return groups.reduce((sum, { nombre }) => sum + nombre, 0) > SEARCHED_UP_TO ? null : groups;
}

/**
 * The categories, each with the first picture among its dearest products: their index finds them at once, and also finds
 * at once that a category is empty.
 */
export async function listCategoriesWithImage(
  db: Knex,
  langue: Langue,
): Promise<{ slug: string; nom: string; image: StoredImage | null }[]> {
  return db('categories as c')
    .select('c.slug', { nom: `c.nom_${langue}` })
    .select(
      db.raw(
        `(select dear.image
          from (
            select p.images -> 0 as image, p.prix_centimes, p.id from produits as p
            where p.actif and p.categorie = c.slug
            order by p.prix_centimes desc, p.id desc
            limit ${LOOKED_AT}
          ) as dear
          where dear.image is not null
          order by dear.prix_centimes desc, dear.id desc
          limit 1) as image`,
      ),
    )
    .orderBy('c.ordre');
}

/** How many products may give their picture: a category without pictures is not read to its end. */
const LOOKED_AT = 5;

const VIGNETTE_MIN = 200;

/** The narrowest file of a picture that is wide enough for a tile. */
export function toVignette({ fichier, largeur, hauteur, variantes = [] }: StoredImage): Vignette {
  const files = [...variantes, { fichier, largeur }].filter((file) => file.largeur >= VIGNETTE_MIN);
  const narrowest = files.reduce((best, file) => (file.largeur < best.largeur ? file : best), { fichier, largeur });
  return {
    url: `/api/images/${narrowest.fichier}`,
    largeur: narrowest.largeur,
    hauteur: Math.round((hauteur * narrowest.largeur) / largeur),
  };
}
