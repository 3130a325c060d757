import * as z from 'zod/mini';
import { Centimes } from './common.ts';
import { defineRoute } from './route.ts';

export const ModePaiement = z.enum(['a-la-livraison', 'en-ligne']);
export type ModePaiement = z.output<typeof ModePaiement>;

/** A way to pay that the shop offers. */
export const MoyenPaiement = z.object({
  mode: ModePaiement,
  /** A guest's order above this sum waits until staff confirms it; null when none does. */
  confirmationAuDelaCentimes: z.nullable(Centimes),
});
export type MoyenPaiement = z.output<typeof MoyenPaiement>;

/**
 * The steps of an online payment: its page at the provider is opened, and paid or closed; what was paid is given back when
 * the order is cancelled. `a-…` is asked of the provider, and not yet answered.
 */
export const StatutPaiement = z.enum(['a-ouvrir', 'ouvert', 'paye', 'a-fermer', 'ferme', 'a-rembourser', 'rembourse']);
export type StatutPaiement = z.output<typeof StatutPaiement>;

/** An order's online payment. */
export const PaiementEnLigne = z.object({
  statut: StatutPaiement,
  /** The provider's page, while it can be paid there. */
  url: z.nullable(z.string()),
});
export type PaiementEnLigne = z.output<typeof PaiementEnLigne>;

const EVENT_MAX_BYTES = 2 ** 20;

export const paiementsRoutes = {
  listMoyens: defineRoute({
    method: 'get',
    path: '/api/moyens-paiement',
    operationId: 'listMoyensPaiement',
    tag: 'commandes',
    summary: 'The ways to pay that the shop offers',
    access: 'public',
    responses: { 200: z.array(MoyenPaiement) },
  }),
  confirm: defineRoute({
    method: 'post',
    path: '/api/paiements/evenements',
    operationId: 'confirmPaiement',
    tag: 'commandes',
    summary: 'For the payment provider: an event of a payment, signed. The same event again changes nothing',
    access: 'public',
    requestHeaders: { 'Stripe-Signature': 'The signature of the body, see https://docs.stripe.com/webhooks' },
    // bytes, because the signature is that of bytes
    upload: { types: ['application/json'], maxBytes: EVENT_MAX_BYTES },
    responses: { 204: null },
    problems: ['signature-invalide'],
  }),
};
