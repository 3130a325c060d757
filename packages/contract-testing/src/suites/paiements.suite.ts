import { commandesRoutes } from '@boutique/contracts/commandes';
import { GUEST_CONFIRMATION } from '@boutique/contracts/limits';
import { paiementsRoutes } from '@boutique/contracts/paiements';
import { describe, expect, it } from 'vitest';
import type { Browsers } from '../browsers.ts';
import { acting } from './acting.ts';
import { body, fillPanier, newKey } from './commandes.suite.ts';

/** Payments of a shop without a provider. */
export function describePaiements(browsers: Browsers): void {
  describe('the ways to pay', () => {
    it('are payment on delivery, with the sum above which a guest’s order waits', async () => {
      const actor = acting(await browsers.guest());
      expect(await actor.does(paiementsRoutes.listMoyens)).toEqual([
        { mode: 'a-la-livraison', confirmationAuDelaCentimes: GUEST_CONFIRMATION.aboveCentimes },
      ]);
    });

    it('refuse another one', async () => {
      const actor = acting(await browsers.guest());
      const totalCentimes = await fillPanier(actor);
      await actor.fails(commandesRoutes.create, 'paiement-indisponible', {
        headers: { 'idempotency-key': newKey() },
        body: { ...body, paiement: 'en-ligne', totalCentimes },
      });
    });
  });
}
