import type { Langue } from '@boutique/contracts/common';
import { COUNTED_UP_TO, STOCK_TOLD_UP_TO } from '@boutique/contracts/limits';
import type { ImageProduit, Produit, ProduitsFilters, Tri, VarianteImage } from '@boutique/contracts/produits';
import type { Knex } from 'knex';
import * as z from 'zod/mini';
import { cles, type Position } from '../platform/cursor.ts';
import { countRows, rowCount } from '../platform/db/count-rows.ts';
import type { PageRange } from '../platform/keyset-page.ts';

/** Filters whose search words are a query of the database, see `parseSearch`. */
export type SearchedFilters = Omit<ProduitsFilters, 'q' | 'langue'> & {
  requete?: string | undefined;
  ids?: string[] | undefined;
};

type Texte = Record<Langue, string>;

/** A picture as stored in the product's row. */
export interface StoredImage {
  fichier: string;
  largeur: number;
  hauteur: number;
  alt: Texte;
  /** Missing for pictures of an older seed. */
  variantes?: (Omit<VarianteImage, 'url'> & { fichier: string })[];
}

interface ProduitRow
  extends Omit<Produit, 'categorie' | 'devise' | 'images' | 'caracteristiques' | 'creeLe' | 'modifieLe'> {
  categorieSlug: string;
  categorieNom: string;
  images: StoredImage[];
  caracteristiques: { nom: Texte; valeur: Texte }[];
  creeLe: Date;
  modifieLe: Date;
}

/** The key of each sort. Descending sorts read the same index backwards, so the id descends, too. */
const sorts: Record<
  Tri,
  { key: (langue: Langue) => string; descending: boolean; cle: z.ZodMiniType<Position['cle']> }
> = {
  pertinence: { key: () => 'p.pertinence', descending: true, cle: cles.entier },
  prix: { key: () => 'p.prix_centimes', descending: false, cle: cles.entier },
  '-prix': { key: () => 'p.prix_centimes', descending: true, cle: cles.entier },
  nom: { key: (langue) => `p.nom_${langue} collate "${langue}-x-icu"`, descending: false, cle: cles.texte },
  nouveaute: { key: () => 'p.cree_le', descending: true, cle: cles.instant },
  note: { key: () => 'coalesce(p.note, -1)', descending: true, cle: cles.decimal },
};

/** The schema of a cursor's key for this sort. */
export const cleOf = (tri: Tri): z.ZodMiniType<Position['cle']> => sorts[tri].cle;

/**
 * The typed search as a query of the database, in its text form; '' when nothing can match. It ignores accents, case
 * and small typos, knows units, compounds and synonyms (migration 019), and the last word may be the start of a word.
 */
export async function parseSearch(db: Knex, q: string, langue: Langue): Promise<string> {
  const [requete = ''] = await parseSearches(db, [q], langue);
  return requete;
}

export async function parseSearches(db: Knex, searches: readonly string[], langue: Langue): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { requete: string }[] }>(
    `select cast(requete_de_recherche(q, ?) as text) as requete
     from unnest(cast(? as text[])) with ordinality as typed (q, position) order by position`,
    [langue, [...searches]],
  );
  return rows.map(({ requete }) => requete);
}

interface ListOptions extends PageRange {
  filters: SearchedFilters;
  /** `pertinence` only with a `requete`. */
  tri: Tri;
  langue: Langue;
}

/**
 * One page in the order of `tri`, after a position; each product comes with its own position, and with the number of all
 * matches, which the database counts once.
 */
export async function listProduits(
  db: Knex,
  { filters, tri, langue, limite, apres }: ListOptions,
): Promise<{ produit: Produit; position: Position; total: number }[]> {
  const { key, descending } = sorts[tri];
  const direction = descending ? 'desc' : 'asc';
  const expression = key(langue);
  const { requete } = filters;
  const isRanked = tri === 'pertinence' && requete !== undefined;
  const page = (isRanked ? db('ranked as p') : filtered(db, filters, langue))
    .select('p.id', db.raw(`${expression} as cle`))
    .modify((query: Knex.QueryBuilder) => {
      if (apres) query.whereRaw(`(${expression}, p.id) ${descending ? '<' : '>'} (:cle, :id)`, { ...apres });
    })
    .orderByRaw(`${expression} ${direction}, p.id ${direction}`)
    .limit(limite);
  const rows: (ProduitRow & { cle: Position['cle'] | Date; total: number })[] = await selectProduits(db, langue)
    .modify((query) => {
      if (isRanked) query.withMaterialized('ranked', rankedProduits(db, { ...filters, requete }, langue));
    })
    .join(page.as('page'), 'page.id', 'p.id')
    .select('page.cle', { total: rowCount(db, isRanked ? db('ranked') : counted(db, filters, langue)) })
    .orderByRaw(`page.cle ${direction}, p.id ${direction}`);
  return rows.map(({ cle, total, ...row }) => ({
    produit: toProduit(row, langue),
    position: { cle: cle instanceof Date ? cle.toISOString() : cle, id: row.id },
    total,
  }));
}

export const countProduits = (db: Knex, filters: SearchedFilters, langue: Langue): Promise<number> =>
  countRows(db, counted(db, filters, langue));

/**
 * Matches for counting. Without an order, PostgreSQL may go through the table instead of an index, in the belief that
 * matches are spread evenly.
 */
const counted = (db: Knex, filters: SearchedFilters, langue: Langue): Knex.QueryBuilder =>
  filtered(db, filters, langue).modify((query) => {
    if (filters.requete === undefined && filters.ids === undefined) query.orderBy('p.prix_centimes');
  });

/**
 * Matches of a search with their rank. Ranking reads the words of each one, so only one more than `COUNTED_UP_TO` are
 * ranked, those whose names match before others.
 */
function rankedProduits(
  db: Knex,
  { requete, ...others }: SearchedFilters & { requete: string },
  langue: Langue,
): Knex.QueryBuilder {
  const rank = db.raw(`cast(ts_rank(p.recherche_${langue}, cast(? as tsquery)) * 10000 as int) as pertinence`, [
    requete,
  ]);
  const inName = `ts_filter(p.recherche_${langue}, '{a}') @@ cast(? as tsquery)`;
  const part = (query: Knex.QueryBuilder) => query.select('p.id', rank).limit(COUNTED_UP_TO + 1);
  const named = part(filtered(db, others, langue).whereRaw(inName, [requete]));
  const unnamed = part(filtered(db, { ...others, requete }, langue).whereRaw(`not ${inName}`, [requete]));
  // the second part is read only as far as the first one leaves room
  return db.from(named.unionAll([unnamed], true).as('parts')).limit(COUNTED_UP_TO + 1);
}

/** The products on sale that match, as `p`. */
export const filtered = (db: Knex, filters: SearchedFilters, langue: Langue): Knex.QueryBuilder =>
  db('produits as p').modify(applyFilters, filters, langue);

/** One product that is on sale, by its id, its slug or an old slug. */
export async function findProduit(db: Knex, idOrSlug: string, langue: Langue): Promise<Produit | undefined> {
  const row = await selectProduits(db, langue).where('p.actif', true).modify(identifiedBy, idOrSlug).first();
  return row && toProduit(row, langue);
}

/** The id of a product that is on sale. */
export async function findProduitId(db: Knex, idOrSlug: string): Promise<string | undefined> {
  const row = await db('produits as p').where('p.actif', true).modify(identifiedBy, idOrSlug).first('p.id');
  return row?.id;
}

/** The condition on `produits as p` for an id, a slug, or a slug that the product had before. */
export function identifiedBy(query: Knex.QueryBuilder, idOrSlug: string): void {
  if (z.uuidv7().safeParse(idOrSlug).success) query.where('p.id', idOrSlug);
  else {
    query.whereRaw(
      `p.id = coalesce((select id from produits where slug = :slug),
        (select produit_id from anciens_slugs where slug = :slug))`,
      { slug: idOrSlug },
    );
  }
}

export async function listCategories(db: Knex, langue: Langue): Promise<{ slug: string; nom: string }[]> {
  return db('categories')
    .select('slug', { nom: `nom_${langue}` })
    .orderBy('ordre');
}

function selectProduits(db: Knex, langue: Langue): Knex.QueryBuilder {
  return db('produits as p')
    .join('categories as c', 'c.slug', 'p.categorie')
    .select({
      id: 'p.id',
      slug: 'p.slug',
      nom: `p.nom_${langue}`,
      description: `p.description_${langue}`,
      categorieSlug: 'c.slug',
      categorieNom: `c.nom_${langue}`,
      marque: 'p.marque',
      prixCentimes: 'p.prix_centimes',
      stock: db.raw('least(p.stock, ?)', [STOCK_TOLD_UP_TO]),
      note: db.raw('p.note::float8'),
      nombreAvis: 'p.nombre_avis',
      images: 'p.images',
      caracteristiques: 'p.caracteristiques',
      creeLe: 'p.cree_le',
      modifieLe: 'p.modifie_le',
    });
}

function toProduit(row: ProduitRow, langue: Langue): Produit {
  const { categorieSlug, categorieNom, images, caracteristiques, creeLe, modifieLe, ...rest } = row;
  return {
    ...rest,
    categorie: { slug: categorieSlug, nom: categorieNom },
    devise: 'EUR',
    images: images.map((image) => toImage(image, langue)),
    caracteristiques: caracteristiques.map(({ nom, valeur }) => ({ nom: nom[langue], valeur: valeur[langue] })),
    creeLe: creeLe.toISOString(),
    modifieLe: modifieLe.toISOString(),
  };
}

/** A stored picture in the contract's form, in one language. */
export function toImage({ fichier, alt, variantes = [], ...size }: StoredImage, langue: Langue): ImageProduit {
  return {
    url: `/api/images/${fichier}`,
    ...size,
    alt: alt[langue],
    variantes: variantes.map(({ fichier: file, ...variante }) => ({ url: `/api/images/${file}`, ...variante })),
  };
}

function applyFilters(query: Knex.QueryBuilder, filters: SearchedFilters, langue: Langue): void {
  query.where('p.actif', true);
  if (filters.requete !== undefined) query.whereRaw(`p.recherche_${langue} @@ ?::tsquery`, [filters.requete]);
  if (filters.ids !== undefined) query.whereRaw('p.id = any(?::uuid[])', [filters.ids]);
  if (filters.categorie !== undefined) query.where('p.categorie', filters.categorie);
  if (filters.prixMin !== undefined) query.where('p.prix_centimes', '>=', filters.prixMin);
  if (filters.prixMax !== undefined) query.where('p.prix_centimes', '<=', filters.prixMax);
  if (filters.enStock !== undefined) query.where('p.disponible', filters.enStock);
}
