import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { newEmail, signInQuietly } from './account.ts';
import { fillAdresse, next, PRODUCT } from './purchase.ts';
import { expectNoOffence, hydrated, visit } from './visit.ts';

/** Online payment, on the page of a stand-in for Stripe, which tells the shop of each payment twice. */

const main = (page: Page) => page.getByRole('main');
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
const WAITS = 'Votre commande attend son paiement';
const THANKS = 'Merci, votre commande est enregistrée';
const PAGE = /^http:\/\/127\.0\.0\.1:\d+\/c\/pay\//;

/** Puts a product into the cart and opens the checkout. */
async function toCheckout(page: Page): Promise<void> {
  await hydrated(page);
  await main(page).getByRole('button', { name: 'Ajouter au panier' }).click();
  await page.getByRole('region', { name: 'Ajouté au panier' }).getByRole('link', { name: 'Commander' }).click();
}

async function payOnline(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /^Paiement en ligne par carte/ }).check();
  await page.getByRole('button', { name: 'Commander et payer maintenant' }).click();
}

test('a guest’s card is refused, the guest comes back, tries again and has paid', async () => {
  const page = await visit(PRODUCT, { reducedMotion: 'reduce' });
  await toCheckout(page);
  await fillAdresse(page, newEmail());
  await next(page);
  await next(page);
  await page.getByRole('radio', { name: /^Paiement en ligne/ }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await payOnline(page);
  await page.waitForURL(PAGE);
  await page.getByRole('button', { name: 'Payer avec une carte refusée' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByRole('link', { name: 'Retour à la boutique' }).click();
  await heading(page, WAITS);
  expect(await violationsOf(page)).toEqual([]);
  await main(page)
    .getByRole('link', { name: /^Payer/ })
    .click();
  await page.waitForURL(PAGE);
  await page.getByRole('button', { name: 'Payer', exact: true }).click();
  await heading(page, THANKS);
  await main(page)
    .getByText(/^Votre paiement de .+ est reçu\.$/)
    .waitFor();
  expect(page.url().startsWith(`${inject('url')}/commande/confirmation/`)).toBe(true);
  await expectNoOffence(page);
});

test('without scripts, the order’s page leads to the payment', async () => {
  const page = await visit(PRODUCT, { javaScriptEnabled: false });
  await main(page).getByRole('button', { name: 'Ajouter au panier', exact: true }).click();
  await main(page).getByRole('link', { name: 'Commander' }).click();
  await fillAdresse(page, newEmail());
  await main(page).getByRole('button', { name: 'Commander et payer à la livraison', exact: true }).waitFor();
  await payOnline(page);
  await heading(page, WAITS);
  await main(page)
    .getByRole('link', { name: /^Payer/ })
    .click();
  await page.getByRole('button', { name: 'Payer', exact: true }).click();
  await heading(page, THANKS);
  await expectNoOffence(page);
});

test('an account leaves a payment, pays from the order’s page later, cancels, and gets the money back', async () => {
  const page = await visit('/connexion');
  await signInQuietly(page, 'user');
  await page.goto(PRODUCT);
  await toCheckout(page);
  await page.getByRole('button', { name: 'Continuer', exact: true }).waitFor();
  // the book may have an address of another journey
  if (await page.getByLabel('Nom et prénom').isVisible()) await fillAdresse(page);
  await next(page);
  await next(page);
  await payOnline(page);
  await page.waitForURL(PAGE);
  await page.goBack();
  await heading(page, WAITS);
  await main(page).getByRole('link', { name: 'Suivre ma commande' }).click();
  await main(page)
    .getByText(/^À payer avant le/)
    .waitFor();
  await main(page)
    .getByRole('link', { name: /^Payer/ })
    .click();
  await page.getByRole('button', { name: 'Payer', exact: true }).click();
  await heading(page, THANKS);
  await main(page).getByRole('link', { name: 'Suivre ma commande' }).click();
  await main(page).getByText('Paiement en ligne : reçu').waitFor();
  await hydrated(page);
  await main(page).getByRole('button', { name: 'Annuler la commande' }).click();
  await page.getByRole('button', { name: 'Oui, annuler la commande' }).click();
  await main(page).getByText('La commande est annulée.').waitFor();
  await expect
    .poll(
      async () => {
        await page.reload();
        return main(page).textContent();
      },
      { timeout: 15_000 },
    )
    .toContain('Paiement en ligne : remboursé');
  await expectNoOffence(page);
});
