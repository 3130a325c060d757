import { randomInt } from 'node:crypto';
import type { NouvelleCommande, StatutCommande } from '@boutique/contracts/commandes';
import type { Langue } from '@boutique/contracts/common';
import type { LivraisonPrevue } from '@boutique/contracts/delivery-dates';
import type { Knex } from 'knex';
import { expired } from '../platform/cleanup.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { recordStatut } from './commandes.queries.ts';

/** A line of the cart, its product locked until the end of the transaction. */
export interface LockedLigne {
  produitId: string;
  nomFr: string;
  nomEn: string;
  prixCentimes: number;
  quantite: number;
  /** The stock that can be sold: 0 when the product is no longer on sale. */
  stock: number;
}

/**
 * The cart's lines with their products locked, always in the order of the products' ids, so that two carts with the
 * same products cannot deadlock.
 */
export async function lockPanier(trx: Knex, acheteurId: string): Promise<LockedLigne[]> {
  const { rows } = await trx.raw<{ rows: LockedLigne[] }>(
    `select p.id as "produitId", p.nom_fr as "nomFr", p.nom_en as "nomEn", p.prix_centimes as "prixCentimes",
       l.quantite, case when p.actif then p.stock else 0 end as stock
     from lignes_panier l join produits p on p.id = l.produit_id
     where l.acheteur_id = ?
     order by p.id
     for no key update of p for update of l`,
    [acheteurId],
  );
  return rows;
}

/** Takes the quantities of the lines from the stock. The products must be locked. */
export async function takeStock(trx: Knex, lignes: readonly LockedLigne[]): Promise<void> {
  await trx.raw(
    `update produits set stock = stock - pris.quantite
     from unnest(?::uuid[], ?::int[]) as pris (id, quantite) where produits.id = pris.id`,
    [lignes.map(({ produitId }) => produitId), lignes.map(({ quantite }) => quantite)],
  );
}

export async function removeLignes(trx: Knex, acheteurId: string, lignes: readonly LockedLigne[]): Promise<void> {
  await trx('lignes_panier')
    .where({ acheteur_id: acheteurId })
    .whereIn(
      'produit_id',
      lignes.map(({ produitId }) => produitId),
    )
    .delete();
}

/** An order's first status, and the minutes that it may wait in it. */
export interface FirstStatut {
  statut: StatutCommande;
  waitMinutes?: number;
}

interface NewCommande extends FirstStatut, Omit<NouvelleCommande, 'email' | 'totalCentimes'> {
  acheteurId: string;
  email: string;
  langue: Langue;
  lignes: readonly LockedLigne[];
  sousTotalCentimes: number;
  livraisonCentimes: number;
  livraisonPrevue: LivraisonPrevue;
}

/** Writes an order with its lines and the first line of its history. @returns its id */
export async function insertCommande(trx: Knex, commande: NewCommande): Promise<string> {
  const { lignes } = commande;
  const row = {
    acheteur_id: commande.acheteurId,
    statut: commande.statut,
    ...(commande.waitMinutes && {
      expire_le: trx.raw(`now() + interval '1 minute' * ?`, [commande.waitMinutes]),
    }),
    email: commande.email,
    langue: commande.langue,
    adresse: JSON.stringify(commande.adresse),
    livraison: commande.livraison,
    paiement: commande.paiement,
    nombre_articles: lignes.reduce((sum, { quantite }) => sum + quantite, 0),
    sous_total_centimes: commande.sousTotalCentimes,
    livraison_centimes: commande.livraisonCentimes,
    total_centimes: commande.sousTotalCentimes + commande.livraisonCentimes,
    prevue_du: commande.livraisonPrevue.du,
    prevue_au: commande.livraisonPrevue.au,
  };
  let id: string | undefined;
  // one number in a thousand million is taken already
  while (id === undefined) {
    const [inserted] = await trx('commandes')
      .insert({ ...row, numero: newNumero() })
      .onConflict('numero')
      .ignore()
      .returning('id');
    id = inserted?.id;
  }
  await trx('lignes_commande').insert(
    lignes.map((ligne, position) => ({
      commande_id: id,
      position,
      produit_id: ligne.produitId,
      nom_fr: ligne.nomFr,
      nom_en: ligne.nomEn,
      prix_centimes: ligne.prixCentimes,
      quantite: ligne.quantite,
    })),
  );
  await recordStatut(trx, id, commande.statut, 'client');
  return id;
}

/** Crockford's base 32: without letters that could be mistaken for digits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** An order's number, short enough to be read out. It is random, so that it does not reveal the number of orders. */
const newNumero = (): string => `MBR-${Array.from({ length: 6 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')}`;

/** The e-mail address of an account. @throws ProblemError `non-connecte` when the account was deleted a moment ago */
export async function emailOf(db: Knex, utilisateurId: string): Promise<string> {
  const row = await db('utilisateurs').where({ id: utilisateurId }).first<{ email: string } | undefined>('email');
  if (!row) throw new ProblemError('non-connecte', 'Ce compte vient d’être supprimé.');
  return row.email;
}

/** One request that may be repeated: the buyer, the buyer's key, and the content. */
export interface Attempt {
  acheteurId: string;
  cle: string;
  empreinte: Buffer;
}

export const idempotenceCleanup = [expired('idempotence', "cree_le < now() - interval '48 hours'")];

/** Takes the key until the end of the transaction; false while another request holds it. */
export async function tryLock(trx: Knex, { acheteurId, cle }: Attempt): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: [{ got: boolean }] }>(
    'select pg_try_advisory_xact_lock(hashtextextended(?, 0)) as got',
    [`commande ${acheteurId} ${cle}`],
  );
  return rows[0].got;
}

/** The order under this key, and whether its request had the same content. */
export async function findAnswer(
  trx: Knex,
  { acheteurId, cle, empreinte }: Attempt,
): Promise<{ same: boolean; commandeId: string } | undefined> {
  const row = await trx('idempotence').where({ acheteur_id: acheteurId, cle }).first('empreinte', 'reponse');
  return row && { same: empreinte.equals(row.empreinte), commandeId: row.reponse.id };
}

export async function storeAnswer(trx: Knex, attempt: Attempt, reponse: unknown): Promise<void> {
  await trx('idempotence').insert({
    acheteur_id: attempt.acheteurId,
    cle: attempt.cle,
    empreinte: attempt.empreinte,
    reponse: JSON.stringify(reponse),
  });
}
