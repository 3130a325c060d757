import * as z from 'zod/mini';
import { Centimes, Email, Instant, Langue, LangueQuery, pagedHeaders, paging, Slug } from './common.ts';
import { Adresse, NouvelleAdresse } from './comptes.ts';
import { ModePaiement, PaiementEnLigne } from './paiements.ts';
import { ImageProduit } from './produits.ts';
import { defineRoute } from './route.ts';

export const ModeLivraison = z.enum(['standard', 'express']);
export type ModeLivraison = z.output<typeof ModeLivraison>;

/**
 * One way to deliver; free for goods of at least `gratuiteDesCentimes`, unless that is null. Delay in working days. To
 * overseas departments it is never free, and has the terms of `outreMer` (`livraisonsTo`).
 */
export const Livraison = z.object({
  mode: ModeLivraison,
  prixCentimes: Centimes,
  gratuiteDesCentimes: z.nullable(Centimes),
  joursMin: z.int().check(z.positive()),
  joursMax: z.int().check(z.positive()),
  outreMer: z.object({
    prixCentimes: Centimes,
    joursMin: z.int().check(z.positive()),
    joursMax: z.int().check(z.positive()),
  }),
});
export type Livraison = z.output<typeof Livraison>;

/**
 * The statuses that an order goes through; `annulee` may follow those before `expediee`, and `livree` when it was returned.
 * An order that is paid online begins as `a-payer`, a guest's large one that is not as `a-confirmer`, all others as
 * `confirmee`.
 */
export const StatutCommande = z.enum([
  'a-payer',
  'a-confirmer',
  'confirmee',
  'preparee',
  'expediee',
  'livree',
  'annulee',
]);
export type StatutCommande = z.output<typeof StatutCommande>;

/** A sold line: name and price as they were at the order. `slug` and `image` are null once the product is deleted. */
export const LigneCommande = z.object({
  produitId: z.nullable(z.uuidv7()),
  slug: z.nullable(Slug),
  nom: z.string(),
  image: z.nullable(ImageProduit),
  prixCentimes: Centimes,
  quantite: z.int().check(z.positive()),
  totalCentimes: Centimes,
});
export type LigneCommande = z.output<typeof LigneCommande>;

export const Commande = z.object({
  id: z.uuidv7(),
  /** Short enough to be read out on the telephone: `MBR-7K3QF2`. */
  numero: z.string(),
  statut: StatutCommande,
  /** The end of the time in which an order waits; then it is cancelled. Null while nothing is waited for. */
  expireLe: z.nullable(Instant),
  lignes: z.array(LigneCommande),
  sousTotalCentimes: Centimes,
  livraison: ModeLivraison,
  livraisonCentimes: Centimes,
  /** The first and the last day on which it may arrive, dates of the shop, as promised when it was ordered. */
  livraisonPrevue: z.object({ du: z.iso.date(), au: z.iso.date() }),
  totalCentimes: Centimes,
  paiement: ModePaiement,
  /** Null for payment on delivery. */
  enLigne: z.nullable(PaiementEnLigne),
  /** Null once the buyer has deleted the account. */
  email: z.nullable(z.string()),
  adresse: z.nullable(Adresse),
  historique: z.array(
    z.object({ statut: StatutCommande, le: Instant, par: z.enum(['client', 'boutique', 'automatique']) }),
  ),
  creeLe: Instant,
});
export type Commande = z.output<typeof Commande>;

/** An order in a list. */
export const CommandeResume = z.object({
  id: z.uuidv7(),
  numero: z.string(),
  statut: StatutCommande,
  nombreArticles: z.int().check(z.positive()),
  totalCentimes: Centimes,
  creeLe: Instant,
});
export type CommandeResume = z.output<typeof CommandeResume>;

export const NouvelleCommande = z.strictObject({
  /** Required for a guest; an account's own address is used otherwise. */
  email: z.optional(Email),
  adresse: NouvelleAdresse,
  livraison: ModeLivraison,
  paiement: ModePaiement,
  /**
   * The total that the buyer saw, delivery included. The order fails with `total-modifie` when a price has changed
   * since.
   */
  totalCentimes: Centimes,
});
export type NouvelleCommande = z.output<typeof NouvelleCommande>;

const CommandeParams = z.object({ id: z.uuidv7() });

export const livraisonsRoutes = {
  list: defineRoute({
    method: 'get',
    path: '/api/livraisons',
    operationId: 'listLivraisons',
    tag: 'commandes',
    summary: 'The ways to deliver, with price and delay',
    access: 'public',
    responses: { 200: z.array(Livraison) },
  }),
};

export const commandesRoutes = {
  create: defineRoute({
    method: 'post',
    path: '/api/commandes',
    operationId: 'createCommande',
    tag: 'commandes',
    summary: 'Order the content of the cart: takes the stock, keeps names and prices as they are now, empties the cart',
    access: 'public',
    requestHeaders: {
      'Idempotency-Key':
        'Chosen by the client, 16 to 100 characters of A-Z a-z 0-9 _ -. The same key and body give the first answer again',
    },
    query: LangueQuery,
    body: NouvelleCommande,
    responses: { 201: Commande },
    headers: { Location: 'The address of the order' },
    problems: [
      'cle-idempotence-manquante',
      'cle-idempotence-reutilisee',
      'requete-en-cours',
      'panier-vide',
      'stock-insuffisant',
      'total-modifie',
      'limite-atteinte',
      'paiement-indisponible',
      'trop-de-tentatives',
    ],
  }),
  list: defineRoute({
    method: 'get',
    path: '/api/commandes',
    operationId: 'listCommandes',
    tag: 'commandes',
    summary: 'The orders of this account or guest, the newest first',
    access: 'account',
    query: z.strictObject(paging),
    responses: { 200: z.array(CommandeResume) },
    headers: pagedHeaders,
    problems: ['curseur-invalide'],
  }),
  read: defineRoute({
    method: 'get',
    path: '/api/commandes/{id}',
    operationId: 'readCommande',
    tag: 'commandes',
    summary: 'One order of this account or guest, or with the token of a mailed link; staff reads any',
    access: 'public',
    params: CommandeParams,
    query: z.strictObject({ langue: z.optional(Langue), acces: z.optional(z.string().check(z.maxLength(100))) }),
    responses: { 200: Commande },
    problems: ['commande-introuvable'],
  }),
  cancel: defineRoute({
    method: 'post',
    path: '/api/commandes/{id}/annulation',
    operationId: 'cancelCommande',
    tag: 'commandes',
    summary: 'Cancel an own order that is not yet prepared; its stock goes back, and so does an online payment',
    access: 'public',
    params: CommandeParams,
    query: LangueQuery,
    responses: { 200: Commande },
    problems: ['commande-introuvable', 'transition-impossible'],
  }),
};
