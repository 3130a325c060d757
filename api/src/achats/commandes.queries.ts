import type { CommandeAdmin } from '@boutique/contracts/administration';
import type { Commande, CommandeResume, StatutCommande } from '@boutique/contracts/commandes';
import type { Langue } from '@boutique/contracts/common';
import { type LivraisonPrevue, livraisonPrevue } from '@boutique/contracts/delivery-dates';
import type { Knex } from 'knex';
import { type StoredImage, toImage } from '../catalogue/produits.queries.ts';
import { containsWords } from '../platform/db/contains-words.ts';
import { countRows } from '../platform/db/count-rows.ts';
import type { PageRange } from '../platform/keyset-page.ts';
import { livraisonBy } from './livraisons.ts';
import { hasFailedMail, queueMail } from './mails.queries.ts';

/** Writes a line of the order's history, and queues the mail about it. */
export async function recordStatut(
  trx: Knex,
  commandeId: string,
  statut: StatutCommande,
  par: Commande['historique'][number]['par'],
): Promise<void> {
  await trx('historique_commandes').insert({ commande_id: commandeId, statut, par });
  await queueMail(trx, commandeId, statut);
}

/** The ids of the buyers whose orders count, or all orders. */
export type Portee = readonly string[] | 'toutes';

const within = (portee: Portee) => (query: Knex.QueryBuilder) => {
  if (portee !== 'toutes') query.whereIn('acheteur_id', [...portee]);
};

/** One order with its lines and history; undefined when it belongs to another buyer. */
export async function findCommande(
  db: Knex,
  id: string,
  portee: Portee,
  langue: Langue,
): Promise<Commande | undefined> {
  const row = await db('commandes')
    .leftJoin('paiements as p', 'p.commande_id', 'id')
    .where({ id })
    .modify(within(portee))
    .first(
      'commandes.*',
      'p.statut as statut_paiement',
      'p.url',
      db.raw('prevue_du::text as du, prevue_au::text as au'),
    );
  if (!row) return undefined;
  const [lignes, historique] = await Promise.all([
    db('lignes_commande as l')
      .leftJoin('produits as p', 'p.id', 'l.produit_id')
      .where('l.commande_id', id)
      .orderBy('l.position')
      .select({
        produitId: 'l.produit_id',
        slug: db.raw('case when p.actif then p.slug end'),
        nom: `l.nom_${langue}`,
        image: db.raw('p.images -> 0'),
        prixCentimes: 'l.prix_centimes',
        quantite: 'l.quantite',
      }),
    db('historique_commandes').where({ commande_id: id }).orderBy('id').select('statut', 'le', 'par'),
  ]);
  return {
    id,
    numero: row.numero,
    statut: row.statut,
    expireLe: row.expire_le?.toISOString() ?? null,
    lignes: lignes.map(({ image, ...ligne }: { image: StoredImage | null } & Omit<Ligne, 'image'>) => ({
      ...ligne,
      image: image && toImage(image, langue),
      totalCentimes: ligne.prixCentimes * ligne.quantite,
    })),
    sousTotalCentimes: Number(row.sous_total_centimes),
    livraison: row.livraison,
    livraisonCentimes: row.livraison_centimes,
    livraisonPrevue: row.du ? { du: row.du, au: row.au } : livraisonPrevue(row.cree_le, livraisonBy(row.livraison)),
    totalCentimes: Number(row.total_centimes),
    paiement: row.paiement,
    enLigne: row.statut_paiement && {
      statut: row.statut_paiement,
      url: row.statut_paiement === 'ouvert' ? row.url : null,
    },
    email: row.email,
    adresse: row.adresse,
    historique: historique.map(({ le, ...entree }) => ({ ...entree, le: le.toISOString() })),
    creeLe: row.cree_le.toISOString(),
  };
}
type Ligne = Omit<Commande['lignes'][number], 'totalCentimes'>;

/** The status of an order, locked until the transaction ends. */
export async function lockCommande(trx: Knex, id: string, portee: Portee): Promise<StatutCommande | undefined> {
  const row = await trx('commandes').where({ id }).modify(within(portee)).forUpdate().first('statut');
  return row?.statut;
}

/** How and where an order is delivered. */
export const findLivraison = (trx: Knex, id: string): Promise<Pick<Commande, 'livraison' | 'adresse'>> =>
  trx('commandes').where({ id }).first('livraison', 'adresse');

export async function setLivraisonPrevue(trx: Knex, id: string, { du, au }: LivraisonPrevue): Promise<void> {
  await trx('commandes').where({ id }).update({ prevue_du: du, prevue_au: au });
}

/** Sets a status in which an order waits for nothing. */
export async function setStatut(trx: Knex, id: string, statut: StatutCommande): Promise<void> {
  await trx('commandes').where({ id }).update({ statut, expire_le: null });
}

/** Locks an order that has waited until its end, and that no other transaction has locked. @returns its id */
export async function lockExpired(trx: Knex): Promise<string | undefined> {
  const row = await trx('commandes')
    .where('expire_le', '<=', trx.fn.now())
    .orderBy('expire_le')
    .forUpdate()
    .skipLocked()
    .first<{ id: string } | undefined>('id');
  return row?.id;
}

/**
 * Puts the lines of an order back into stock, without deleted products. Locks the products in the order of their ids.
 */
export async function returnStock(trx: Knex, commandeId: string): Promise<void> {
  await trx.raw(
    `with rendus as (
       select p.id, l.quantite from lignes_commande l join produits p on p.id = l.produit_id
       where l.commande_id = ? order by p.id for no key update of p
     )
     update produits set stock = stock + rendus.quantite from rendus where produits.id = rendus.id`,
    [commandeId],
  );
}

const resume = {
  id: 'id',
  numero: 'numero',
  statut: 'statut',
  nombreArticles: 'nombre_articles',
  totalCentimes: 'total_centimes',
  creeLe: 'cree_le',
};

/** The driver gives a bigint as text. */
type Stored<Order extends CommandeResume> = Omit<Order, 'creeLe' | 'totalCentimes'> & {
  creeLe: Date;
  totalCentimes: string;
};
const fromStored = <Row extends { creeLe: Date; totalCentimes: string }>(row: Row) => ({
  ...row,
  totalCentimes: Number(row.totalCentimes),
  creeLe: row.creeLe.toISOString(),
});

/** One buyer's orders, the newest first. */
export async function listCommandes(
  db: Knex,
  acheteurId: string,
  { limite, apres }: PageRange,
): Promise<CommandeResume[]> {
  const rows: Stored<CommandeResume>[] = await db('commandes')
    .where({ acheteur_id: acheteurId })
    .modify((query) => apres && query.where('id', '<', apres.id))
    .orderBy('id', 'desc')
    .limit(limite)
    .select(resume);
  return rows.map(fromStored);
}

export async function countCommandes(db: Knex, acheteurId: string): Promise<number> {
  return countRows(db, db('commandes').where({ acheteur_id: acheteurId }));
}

export interface AdminFilters {
  q?: string | undefined;
  statut?: StatutCommande | undefined;
  mails?: 'en-echec' | undefined;
}

/** The buyer's name and e-mail address, as their index has them. */
const BUYER = `mots(coalesce(adresse ->> 'nom', '') || ' ' || coalesce(email, ''))`;

const filtered =
  ({ q, statut, mails }: AdminFilters) =>
  (query: Knex.QueryBuilder) => {
    if (statut !== undefined) query.where({ statut });
    if (mails) query.whereRaw(hasFailedMail('commandes.id'));
    if (q) {
      // each of the two conditions has its own index
      query.where((either) => {
        either.whereRaw('numero like ?', [`${q.toUpperCase().replace(/[\\%_]/g, '\\$&')}%`]);
        either.orWhere((buyer) => containsWords(buyer, BUYER, q));
      });
    }
  };

/** The orders of all buyers, the newest first. */
export async function listAllCommandes(
  db: Knex,
  filters: AdminFilters,
  { limite, apres }: PageRange,
): Promise<CommandeAdmin[]> {
  const rows: Stored<CommandeAdmin>[] = await db('commandes')
    .modify(filtered(filters))
    .modify((query) => apres && query.where('id', '<', apres.id))
    .orderBy('id', 'desc')
    .limit(limite)
    .select({
      ...resume,
      email: 'email',
      nom: db.raw(`adresse ->> 'nom'`),
      mailEnEchec: db.raw(hasFailedMail('commandes.id')),
    });
  return rows.map(fromStored);
}

export async function countAllCommandes(db: Knex, filters: AdminFilters): Promise<number> {
  return countRows(db, db('commandes').modify(filtered(filters)));
}
