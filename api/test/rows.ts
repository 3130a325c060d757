import { randomUUID } from 'node:crypto';
import type { Database } from '../src/platform/db/database.ts';

/** A product's row to insert, with defaults for the columns that a test does not set. */
export function produitRow(row: Record<string, unknown> = {}): Record<string, unknown> {
  const { slug = `produit-${randomUUID().slice(0, 8)}`, nom_fr = 'Clavier', description_fr = 'Un produit' } = row;
  return {
    slug,
    nom_fr,
    nom_en: row.nom_en ?? 'Keyboard',
    description_fr,
    description_en: 'A product',
    categorie: 'claviers',
    marque: 'Dactyle',
    prix_centimes: 4990,
    stock: 3,
    ...row,
  };
}

export const categorieRows = [
  { slug: 'claviers', nom_fr: 'Claviers', nom_en: 'Keyboards', ordre: 1 },
  { slug: 'souris', nom_fr: 'Souris', nom_en: 'Mice', ordre: 2 },
];

/** Inserts products on sale with these stocks. @returns their ids, in the same order */
export async function createProduits(db: Database, stocks: readonly number[], row: Record<string, unknown> = {}) {
  const rows = await db('produits')
    .insert(stocks.map((stock) => produitRow({ stock, ...row })))
    .returning('id');
  return rows.map(({ id }) => id as string);
}

/** Inserts an account's order of one product, without going through the API. @returns its id */
export async function recordPurchase(
  db: Database,
  { utilisateurId, produitId, statut = 'livree' }: { utilisateurId: string; produitId: string; statut?: string },
): Promise<string> {
  const [{ id: acheteurId }] = await db('acheteurs')
    .insert({ utilisateur_id: utilisateurId })
    .onConflict('utilisateur_id')
    .merge()
    .returning('id');
  const [{ id: commandeId }] = await db('commandes')
    .insert({
      numero: randomUUID(),
      acheteur_id: acheteurId,
      statut,
      livraison: 'standard',
      paiement: 'a-la-livraison',
      nombre_articles: 1,
      sous_total_centimes: 4_990,
      livraison_centimes: 490,
      total_centimes: 5_480,
    })
    .returning('id');
  await db('lignes_commande').insert({
    commande_id: commandeId,
    position: 0,
    produit_id: produitId,
    nom_fr: 'Clavier',
    nom_en: 'Keyboard',
    prix_centimes: 4_990,
    quantite: 1,
  });
  return commandeId;
}

export const stockOf = async (db: Database, id: string): Promise<number> =>
  (await db('produits').where({ id }).first('stock')).stock;

export const count = async (db: Database, table: string): Promise<number> =>
  Number((await db(table).count({ n: '*' }))[0]?.n);
