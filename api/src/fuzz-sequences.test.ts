import { startStripe } from '@boutique/contract-testing/stripe-stand-in';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { test as base } from '../test/fixtures.ts';
import { factor, seed } from '../test/fuzz/settings.ts';
import { CONFIRM_ABOVE, type Model, type Shop, stepsOf } from '../test/fuzz/steps.ts';
import { providersOf, settler, startPaidApi } from '../test/payments.ts';
import { createProduits } from '../test/rows.ts';

const test = base
  .extend('stripe', { scope: 'file' }, async ({ template: _ }, { onCleanup }) => {
    const stripe = await startStripe();
    onCleanup(stripe.stop);
    return stripe;
  })
  .extend('providers', { scope: 'file' }, ({ stripe }) => providersOf(stripe))
  .extend('api', { scope: 'file' }, async ({ db, stripe, providers }, { onCleanup }) => {
    const guestConfirmation = { aboveCentimes: CONFIRM_ABOVE, hours: 1 };
    const api = await startPaidApi(stripe, { db, providers, guestConfirmation });
    onCleanup(api.stop);
    return api;
  });

const SEQUENCES = 12 * factor;
const PRODUITS = 3;
const STOCK = 6;

describe(`fuzz: sequences of valid requests, seed ${seed}`, () => {
  test.for(['guest', 'user'] as const)(
    'a %s’s cart, favourites, orders and reviews are always those of the model',
    { timeout: 60_000 * factor },
    async (role, { db, stripe, providers, guest, user, admin }) => {
      const counts = { sequences: 0, steps: 0 };
      const staff = await admin();
      const steps = fc.commands(stepsOf(role), { maxCommands: 30 });
      const property = fc.asyncProperty(steps, async (sequence) => {
        const produits = await createProduits(db, Array(PRODUITS).fill(STOCK));
        const model: Model = {
          stock: Array(PRODUITS).fill(STOCK),
          cart: new Map(),
          favoris: [],
          reviewed: new Set(),
          orders: [],
        };
        const isGuest = role === 'guest';
        const browser = await (isGuest ? guest() : user());
        const real: Shop = { isGuest, browser, staff, stripe, settle: settler(db, providers), produits, ids: [] };
        counts.sequences += 1;
        await fc.asyncModelRun(() => ({ model, real }), sequence);
        for (const _ of sequence) counts.steps += 1;
      });
      await fc.assert(property, { seed, numRuns: SEQUENCES });
      console.log(`fuzz (seed ${seed}): ${role}: ${counts.sequences} sequences, ${counts.steps} steps`);
      expect(counts.steps).toBeGreaterThan(SEQUENCES);
    },
  );
});
