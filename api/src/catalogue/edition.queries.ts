import type { NouveauProduit, ProduitEdite, ProduitEdition, ProduitResume } from '@boutique/contracts/administration';
import type { Langue } from '@boutique/contracts/common';
import type { Knex } from 'knex';
import { containsWords } from '../platform/db/contains-words.ts';
import { countRows } from '../platform/db/count-rows.ts';
import type { PageRange } from '../platform/keyset-page.ts';
import { identifiedBy, type StoredImage, toImage } from './produits.queries.ts';

/** A product as staff edits it, and its version. */
export interface Edition {
  produit: ProduitEdite;
  version: number;
}

interface EditionRow {
  id: string;
  slug: string;
  nom_fr: string;
  nom_en: string;
  description_fr: string;
  description_en: string;
  categorie: string;
  marque: string;
  prix_centimes: number;
  images: StoredImage[];
  caracteristiques: ProduitEdite['caracteristiques'];
  actif: boolean;
  stock: number;
  cree_le: Date;
  modifie_le: Date;
  version: number;
}

const COLUMNS = [
  'id',
  'slug',
  'nom_fr',
  'nom_en',
  'description_fr',
  'description_en',
  'categorie',
  'marque',
  'prix_centimes',
  'images',
  'caracteristiques',
  'actif',
  'stock',
  'cree_le',
  'modifie_le',
  'version',
] as const satisfies (keyof EditionRow)[];

/** Any product, also an archived one. */
export async function findEdition(db: Knex, idOrSlug: string): Promise<Edition | undefined> {
  const row = await db('produits as p').modify(identifiedBy, idOrSlug).first(COLUMNS);
  return row && toEdition(row);
}

/** Any product by id, locked until the transaction ends: it cannot be changed, ordered or rated meanwhile. */
export async function lockEdition(trx: Knex, id: string): Promise<Edition | undefined> {
  const row = await trx('produits').where({ id }).forUpdate().first(COLUMNS);
  return row && toEdition(row);
}

export async function insertProduit(trx: Knex, { stock, ...edition }: NouveauProduit): Promise<Edition> {
  const [row] = await trx('produits')
    .insert({ ...toRow(edition), stock })
    .returning(COLUMNS);
  return toEdition(row);
}

/** Writes a locked product, which gets its next version. */
export async function updateProduit(trx: Knex, id: string, edition: ProduitEdition): Promise<Edition> {
  const [row] = await trx('produits')
    .where({ id })
    .update({ ...toRow(edition), modifie_le: trx.fn.now(), version: trx.raw('version + 1') })
    .returning(COLUMNS);
  return toEdition(row);
}

/** Keeps the old slug of a locked product, so that its address leads to the new one. */
export async function keepSlug(trx: Knex, id: string, { old, taken }: { old: string; taken: string }): Promise<void> {
  // the product may take back one that it had
  await trx('anciens_slugs').where({ slug: taken, produit_id: id }).delete();
  await trx('anciens_slugs').insert({ slug: old, produit_id: id });
}

/**
 * Whether another product had this slug before. To be asked after the slug was written: the unique index has then waited
 * for a product that was just giving it up.
 */
export async function wasSlugOfAnother(trx: Knex, id: string, slug: string): Promise<boolean> {
  return (await trx('anciens_slugs').where({ slug }).whereNot({ produit_id: id }).first('slug')) !== undefined;
}

export async function deleteProduit(trx: Knex, id: string): Promise<void> {
  await trx('produits').where({ id }).delete();
}

export async function wasOrdered(trx: Knex, id: string): Promise<boolean> {
  return (await trx('lignes_commande').where({ produit_id: id }).first('produit_id')) !== undefined;
}

/** More than any shop has of one product, and far below the column's maximum, so that returned goods always fit. */
export const MAX_STOCK = 1_000_000_000;

/**
 * Changes the stock.
 * @returns the new stock; undefined, without a change, for an unknown product or a stock out of bounds
 */
export async function moveStock(trx: Knex, id: string, variation: number): Promise<number | undefined> {
  const [row] = await trx('produits')
    .where({ id })
    .whereRaw('stock + ? between 0 and ?', [variation, MAX_STOCK])
    .update({ stock: trx.raw('stock + ?', [variation]) })
    .returning<{ stock: number }[]>('stock');
  return row?.stock;
}

export interface EditionFilters {
  q?: string | undefined;
  actif?: boolean | undefined;
}

interface ResumeRow extends Omit<ProduitResume, 'categorie' | 'image' | 'modifieLe'> {
  categorieSlug: string;
  categorieNom: string;
  images: StoredImage[];
  modifieLe: Date;
}

/** One page, the last changed first, after a position. */
export async function listResumes(
  db: Knex,
  { filters, langue, limite, apres }: PageRange & { filters: EditionFilters; langue: Langue },
): Promise<ProduitResume[]> {
  const rows: ResumeRow[] = await db('produits as p')
    .join('categories as c', 'c.slug', 'p.categorie')
    .modify(applyFilters, filters)
    .modify((query) => {
      if (apres) query.whereRaw('(p.modifie_le, p.id) < (:cle, :id)', { ...apres });
    })
    .select('p.id', 'p.slug', 'p.stock', 'p.actif', {
      nom: `p.nom_${langue}`,
      categorieSlug: 'c.slug',
      categorieNom: `c.nom_${langue}`,
      images: 'p.images',
      prixCentimes: 'p.prix_centimes',
      modifieLe: 'p.modifie_le',
    })
    .orderByRaw('p.modifie_le desc, p.id desc')
    .limit(limite);
  return rows.map(({ categorieSlug, categorieNom, images: [image], modifieLe, ...row }) => ({
    ...row,
    categorie: { slug: categorieSlug, nom: categorieNom },
    image: image ? toImage(image, langue) : null,
    modifieLe: modifieLe.toISOString(),
  }));
}

export async function countResumes(db: Knex, filters: EditionFilters): Promise<number> {
  return countRows(db, db('produits as p').modify(applyFilters, filters));
}

function applyFilters(query: Knex.QueryBuilder, { q, actif }: EditionFilters): void {
  if (q) containsWords(query, 'p.recherche_edition', q);
  // literal SQL instead of a parameter, so that PostgreSQL can use the partial indexes
  if (actif !== undefined) query.whereRaw(actif ? 'p.actif' : 'not p.actif');
}

/** The author and time of the last change that made a version of a product. */
export async function findLastChange(
  db: Knex,
  id: string,
  actions: readonly string[],
): Promise<{ le: Date; nom: string | null } | undefined> {
  return db('journal as j')
    .leftJoin('utilisateurs as u', 'u.id', 'j.acteur_id')
    .where({ 'j.objet': 'produit', 'j.objet_id': id })
    .whereIn('j.action', actions)
    .orderBy('j.id', 'desc')
    .first('j.le', 'u.nom');
}

const toRow = (edition: ProduitEdition) => ({
  slug: edition.slug,
  nom_fr: edition.nom.fr,
  nom_en: edition.nom.en,
  description_fr: edition.description.fr,
  description_en: edition.description.en,
  categorie: edition.categorie,
  marque: edition.marque,
  prix_centimes: edition.prixCentimes,
  images: JSON.stringify(edition.images),
  caracteristiques: JSON.stringify(edition.caracteristiques),
  actif: edition.actif,
});

const toEdition = (row: EditionRow): Edition => ({
  version: row.version,
  produit: {
    id: row.id,
    slug: row.slug,
    nom: { fr: row.nom_fr, en: row.nom_en },
    description: { fr: row.description_fr, en: row.description_en },
    categorie: row.categorie,
    marque: row.marque,
    prixCentimes: row.prix_centimes,
    images: row.images.map((image) => ({ ...image, variantes: image.variantes ?? [] })),
    caracteristiques: row.caracteristiques,
    actif: row.actif,
    stock: row.stock,
    creeLe: row.cree_le.toISOString(),
    modifieLe: row.modifie_le.toISOString(),
  },
});
