import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { expectNoOffence, hydrated, visit } from './visit.ts';

/** Journeys from a product to an order. */

const PRODUCT = '/produits/clavier-mecanique-ardoise-75';
const THANKS = 'Merci, votre commande est enregistrée';

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });
const next = (page: Page) => page.getByRole('button', { name: 'Continuer', exact: true }).click();

async function fillAddress(page: Page): Promise<void> {
  await page.getByLabel('Adresse e-mail').fill('camille@boutique.example');
  await page.getByLabel('Nom et prénom').fill('Camille Durand');
  await page.getByLabel('Adresse', { exact: true }).fill('12 rue des Lilas');
  await page.getByLabel('Code postal').fill('69003');
  await page.getByLabel('Ville').fill('Lyon');
}

async function toSummary(page: Page): Promise<void> {
  await hydrated(page);
  await page.getByRole('button', { name: 'Ajouter au panier' }).click();
  const added = page.getByRole('region', { name: 'Ajouté au panier' });
  await added.getByRole('link', { name: 'Commander' }).click();
  await heading(page, 'Votre commande').waitFor();
  await fillAddress(page);
  await next(page);
  await next(page);
  await page.getByRole('button', { name: 'Commander et payer à la livraison' }).waitFor();
}

test.each(['light', 'dark'] as const)('a guest buys, and axe finds no violation (%s)', async (colorScheme) => {
  const page = await visit(PRODUCT, { colorScheme, reducedMotion: 'reduce' });
  await hydrated(page);
  await page.getByRole('button', { name: 'Ajouter au panier' }).click();
  await page.getByRole('region', { name: 'Ajouté au panier' }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('link', { name: 'Voir le panier' }).click();
  await heading(page, 'Votre panier').waitFor();
  await page.getByRole('button', { name: 'Augmenter la quantité' }).click();
  await page.getByRole('button', { name: /^Panier, 2 articles, / }).waitFor();
  expect(await violationsOf(page)).toEqual([]);

  await page.getByRole('main').getByRole('link', { name: 'Commander' }).click();
  await heading(page, 'Votre commande').waitFor();
  await next(page);
  await page.getByText('Saisissez votre adresse e-mail.').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await fillAddress(page);
  await next(page);
  await page.getByRole('radio', { name: /^Express/ }).check();
  expect(await violationsOf(page)).toEqual([]);
  await next(page);
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Commander et payer à la livraison' }).click();
  await heading(page, THANKS).waitFor();
  expect(await violationsOf(page)).toEqual([]);

  await page.reload();
  await heading(page, THANKS).waitFor();
  await page.getByRole('button', { name: 'Panier vide' }).waitFor();
  await expectNoOffence(page);
});

test('after a lost answer the shopper finds the order, and it exists once', async () => {
  const page = await visit(PRODUCT);
  await toSummary(page);
  const keys: (string | undefined)[] = [];
  const numbers: string[] = [];
  await page.route('**/api/commandes?*', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    const response = await route.fetch();
    numbers.push(((await response.json()) as { numero: string }).numero);
    if (keys.length === 1) await route.abort('connectionreset');
    else await route.fulfill({ response });
  });
  await page.getByRole('button', { name: 'Commander et payer à la livraison' }).click();
  await heading(page, 'Nous ne savons pas si votre commande est passée').waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Vérifier ma commande' }).click();
  await heading(page, THANKS).waitFor();
  expect(new Set(keys).size).toBe(1);
  expect(numbers).toHaveLength(2);
  expect(new Set(numbers).size).toBe(1);
  await page.getByText(numbers[0] ?? '').waitFor();
});

test('two tabs show the same cart', async () => {
  const page = await visit(PRODUCT);
  const other = await page.context().newPage();
  await other.goto('/panier');
  await heading(other, 'Votre panier est vide').waitFor();
  await hydrated(page);
  await page.getByRole('button', { name: 'Ajouter au panier' }).click();
  await heading(other, 'Votre panier').waitFor();
  await other.getByRole('button', { name: /^Retirer/ }).click();
  await page.getByRole('button', { name: 'Panier vide' }).waitFor();
  await expectNoOffence(page);
});
