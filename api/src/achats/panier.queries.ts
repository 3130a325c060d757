import type { Langue } from '@boutique/contracts/common';
import type { LignePanier } from '@boutique/contracts/panier';
import type { Knex } from 'knex';
import { type StoredImage, toImage } from '../catalogue/produits.queries.ts';

interface Row extends Pick<LignePanier, 'produitId' | 'slug' | 'nom' | 'prixCentimes' | 'quantite' | 'stock'> {
  image: StoredImage | null;
  actif: boolean;
}

/** The lines of a cart in the order in which they were added, at today's price and stock. */
export async function listLignes(db: Knex, acheteurId: string, langue: Langue): Promise<LignePanier[]> {
  const rows: Row[] = await db('lignes_panier as l')
    .join('produits as p', 'p.id', 'l.produit_id')
    .where('l.acheteur_id', acheteurId)
    .orderBy(['l.ajoutee_le', 'l.produit_id'])
    .select({
      produitId: 'p.id',
      slug: 'p.slug',
      nom: `p.nom_${langue}`,
      image: db.raw('p.images -> 0'),
      prixCentimes: 'p.prix_centimes',
      quantite: 'l.quantite',
      stock: 'p.stock',
      actif: 'p.actif',
    });
  return rows.map(({ image, actif, ...row }) => {
    const stock = actif ? row.stock : 0;
    return {
      ...row,
      image: image && toImage(image, langue),
      totalCentimes: row.prixCentimes * row.quantite,
      stock,
      disponible: row.quantite <= stock,
    };
  });
}

interface Change {
  acheteurId: string;
  produitId: string;
  quantite: number;
}

/** A changed line: its quantity before and after, and the product's stock. */
export interface ChangedLigne {
  avant: number;
  apres: number;
  stock: number;
}

/**
 * Adds to a line or sets it; undefined when the product is not on sale. Parallel additions all count. The quantity is
 * cut at the table's maximum; the caller gets both numbers and decides whether it is too large.
 */
export async function changeLigne(
  trx: Knex,
  { acheteurId, produitId, quantite }: Change,
  mode: 'add' | 'set',
): Promise<ChangedLigne | undefined> {
  const value = mode === 'add' ? 'least(lignes_panier.quantite + excluded.quantite, 99)' : 'excluded.quantite';
  const { rows } = await trx.raw<{ rows: ChangedLigne[] }>(
    `with produit as (select id, stock from produits where id = :produitId and actif),
     ligne as (
       insert into lignes_panier (acheteur_id, produit_id, quantite)
       select :acheteurId::uuid, id, :quantite::int from produit
       on conflict (acheteur_id, produit_id) do update set quantite = ${value}
       returning coalesce(old.quantite, 0) as avant, new.quantite as apres
     )
     select avant, apres, stock from ligne, produit`,
    { acheteurId, produitId, quantite },
  );
  return rows[0];
}

export async function countLignes(trx: Knex, acheteurId: string): Promise<number> {
  const [row] = await trx('lignes_panier').where({ acheteur_id: acheteurId }).select(trx.raw('count(*)::int as total'));
  return row.total;
}

export async function removeLigne(db: Knex, acheteurId: string, produitId: string): Promise<void> {
  await db('lignes_panier').where({ acheteur_id: acheteurId, produit_id: produitId }).delete();
}
