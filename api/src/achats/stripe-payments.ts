import { localizedPath } from '@boutique/contracts/localized-path';
import type { Stripe } from 'stripe';
import * as z from 'zod/mini';
import { ProblemError } from '../platform/http/problem-error.ts';
import type { HostedPayment, PaymentProvider } from './payment-provider.ts';

interface StripeOptions {
  secretKey: string;
  webhookSecret: string;
  /** Another address than Stripe's own, such as that of a stand-in. */
  apiUrl: string;
  /** The public address of the shop, without a slash at the end. */
  publicUrl: string;
}

/** Stripe closes a page of a lost order by itself; it takes no time of less than 30 minutes from the opening. */
const PAGE_MS = 62 * 60_000;
/** An order waits for it; when it is late, the page is opened later. */
const TIMEOUT_MS = 5_000;

/** Events that may mean that an order is paid. */
const PAID_EVENTS = ['checkout.session.completed', 'checkout.session.async_payment_succeeded'];

/** Payment on a page of Stripe (https://docs.stripe.com/payments/checkout). Its library is loaded only here. */
export async function createStripePayments(options: StripeOptions): Promise<PaymentProvider> {
  const { secretKey, webhookSecret, apiUrl, publicUrl } = options;
  const { default: Library } = await import('stripe');
  const { hostname, port, protocol } = new URL(apiUrl);
  const stripe = new Library(secretKey, {
    host: hostname,
    port: port || (protocol === 'http:' ? 80 : 443),
    protocol: protocol === 'http:' ? 'http' : 'https',
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 0,
    telemetry: false,
  });
  const { sessions } = stripe.checkout;

  const page: HostedPayment = {
    // https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
    limits: { min: 50, max: 99_999_999 },

    async create({ commandeId, numero, totalCentimes, email, langue, creeLe }) {
      const order = publicUrl + localizedPath(langue, `/commande/confirmation/${commandeId}`);
      const session = await sessions.create(
        {
          mode: 'payment',
          // a card is charged at once; others take days, while the stock waits
          allowed_payment_method_types: ['card'],
          client_reference_id: commandeId,
          ...(email && { customer_email: email }),
          locale: langue,
          expires_at: Math.floor((creeLe.getTime() + PAGE_MS) / 1_000),
          line_items: [
            {
              quantity: 1,
              price_data: {
                currency: 'eur',
                unit_amount: totalCentimes,
                product_data: { name: langue === 'fr' ? `Commande ${numero}` : `Order ${numero}` },
              },
            },
          ],
          success_url: `${order}?paiement=fait`,
          cancel_url: order,
        },
        { idempotencyKey: `ouvrir-${commandeId}` },
      );
      if (!session.url) throw new Error(`Stripe has opened no page for the order ${commandeId}`);
      return { reference: session.id, url: session.url };
    },

    confirm(body, signature) {
      const { type, data } = readEvent(body, signature);
      if (!PAID_EVENTS.includes(type)) return null;
      const session = data.object as Stripe.Checkout.Session;
      // sessions of another shop of the same Stripe account have no order of ours
      const commandeId = z.uuidv7().safeParse(session.client_reference_id).data;
      return session.payment_status === 'paid' && commandeId ? { commandeId, reference: session.id } : null;
    },

    async expire(reference) {
      try {
        await sessions.expire(reference);
        return 'closed';
      } catch (error) {
        // Stripe refuses to close a session that is not open
        const { status, payment_status } = await sessions.retrieve(reference);
        if (payment_status === 'paid') return 'paid';
        if (status === 'expired') return 'closed';
        throw error;
      }
    },

    async refund(reference) {
      const { payment_intent } = await sessions.retrieve(reference);
      const intent = typeof payment_intent === 'string' ? payment_intent : payment_intent?.id;
      if (!intent) throw new Error(`The session ${reference} has no payment`);
      try {
        await stripe.refunds.create({ payment_intent: intent }, { idempotencyKey: `rembourser-${reference}` });
      } catch (error) {
        if ((error as Stripe.errors.StripeError).code !== 'charge_already_refunded') throw error;
      }
    },
  };

  function readEvent(body: Buffer, signature: string): Stripe.Event {
    try {
      return stripe.webhooks.constructEvent(body, signature, webhookSecret);
    } catch {
      throw new ProblemError('signature-invalide', 'Cet événement n’est pas signé de notre prestataire de paiement.');
    }
  }

  return { mode: 'en-ligne', page };
}
