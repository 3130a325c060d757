import { startStripe } from '@boutique/contract-testing/stripe-stand-in';
import type { TestProject } from 'vitest/node';
import { type ShopPorts, startShop } from './shop.ts';

declare module 'vitest' {
  interface ProvidedContext {
    url: string;
    apiUrl: string;
    ports: ShopPorts;
    dataFolder: string;
  }
}

/** One shop for all journeys, started by `npm start`, with a stand-in for its payment provider. */
export default async function setup({ provide }: TestProject) {
  const stripe = await startStripe();
  // as Stripe may do at any time
  stripe.deliveries = 2;
  const shop = await startShop({
    STRIPE_API_URL: stripe.url,
    STRIPE_SECRET_KEY: stripe.secretKey,
    STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
  });
  stripe.eventsUrl = `${shop.url}/api/paiements/evenements`;
  provide('url', shop.url);
  provide('apiUrl', shop.apiUrl);
  provide('ports', shop.ports);
  provide('dataFolder', shop.dataFolder);
  return async () => {
    const code = await shop.stop();
    await stripe.stop();
    if (code !== 0) throw new Error(`npm start ended with ${code}:\n${shop.output()}`);
  };
}
