import type { StripeStandIn } from '@boutique/contract-testing/stripe-stand-in';
import { createPaiementsService } from '../src/achats/paiements.service.ts';
import { type PaymentProvider, paymentOnDelivery } from '../src/achats/payment-provider.ts';
import { createStripePayments } from '../src/achats/stripe-payments.ts';
import type { Database } from '../src/platform/db/database.ts';
import { createLog } from '../src/platform/log.ts';
import { startApi, type TestApi, type TestApiOptions } from './start-api.ts';

/** Payment on delivery and, on the stand-in's pages, online. */
export const providersOf = async ({ secretKey, webhookSecret, url }: StripeStandIn): Promise<PaymentProvider[]> => [
  paymentOnDelivery,
  await createStripePayments({ secretKey, webhookSecret, apiUrl: url, publicUrl: 'https://boutique.test' }),
];

/** Starts an API that offers these ways to pay, and gets the stand-in's events. */
export async function startPaidApi(
  stripe: StripeStandIn,
  options: TestApiOptions & { providers: PaymentProvider[] },
): Promise<TestApi> {
  const api = await startApi(options);
  stripe.eventsUrl = `${api.url}/api/paiements/evenements`;
  return api;
}

/** Asks the provider for all steps that are due, as every process of the API does. */
export function settler(db: Database, providers: PaymentProvider[]): () => Promise<void> {
  const { settleOne } = createPaiementsService({ db, log: createLog('silent'), providers });
  return async () => {
    while (await settleOne());
  };
}
