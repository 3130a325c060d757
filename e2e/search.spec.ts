import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { signInQuietly } from './account.ts';
import { expectNoOffence, hydrated, visit } from './visit.ts';

/** Searches as people type them, and the synonyms that staff keeps for them. */

const names = (page: Page) => page.getByRole('main').getByRole('article').getByRole('heading');
const firstName = (page: Page, name: string | RegExp) => names(page).filter({ hasText: name }).first().waitFor();

test('units, compounds and old names find what they mean; a search in vain is offered the nearest', async () => {
  const page = await visit('/produits?q=2tb');
  await firstName(page, 'SSD externe Silex 2 To');
  await expect.poll(async () => (await names(page).allTextContents()).join()).not.toContain('Mica 1 To');

  await hydrated(page);
  const field = page.getByRole('banner').getByRole('searchbox');
  for (const [q, name] of [
    ['wi fi', 'Routeur Wi-Fi 7 Clocher'],
    ['usb type c', 'Câble USB-C'],
    ['moniteur 27 pouces', 'Écran 27 pouces'],
  ] as const) {
    await field.fill(q);
    await firstName(page, name);
  }

  await field.fill('souris xylomane');
  await page.getByRole('heading', { name: 'Aucun produit pour « souris xylomane »' }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  const offer = page.getByRole('link', { name: /^Essayez « .*souris.* » \(\d+\sproduits?\)$/ });
  const promised = /\((\d+)\sproduits?\)/.exec((await offer.textContent()) ?? '')?.[1];
  await offer.click();
  await expect.poll(() => names(page).count()).toBe(Number(promised));
  await expectNoOffence(page);
});

test('a synonym that staff writes is found at once, and no longer when it is deleted', async () => {
  const shopper = await visit('/produits?q=kwazibo');
  await shopper.getByRole('heading', { name: 'Aucun produit pour « kwazibo »' }).waitFor();

  const page = await visit('/');
  await signInQuietly(page, 'admin');
  await page.goto('/administration/produits');
  await hydrated(page);
  await page.getByRole('link', { name: 'Synonymes' }).click();
  await page.getByRole('heading', { level: 1, name: 'Synonymes' }).waitFor();
  await page.getByRole('cell', { name: 'écran, moniteur' }).or(page.getByText('écran, moniteur')).first().waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Nouveau groupe' }).click();
  const termes = page.getByRole('textbox', { name: 'Termes, un par ligne' });
  await termes.fill('Kwazibo\nmoniteur');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('« moniteur » est déjà dans un autre groupe.').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await termes.fill('Kwazibo\nsouris');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Kwazibo, souris').first().waitFor();

  await shopper.reload();
  await firstName(shopper, /^Souris/);

  await page.getByRole('button', { name: 'Modifier le groupe de « Kwazibo »' }).click();
  await page.getByRole('button', { name: 'Supprimer' }).click();
  await expect.poll(() => page.getByText('Kwazibo, souris').count()).toBe(0);
  await shopper.reload();
  await shopper.getByRole('heading', { name: 'Aucun produit pour « kwazibo »' }).waitFor();
  // the refused term is a 409 on staff's own console
  await expectNoOffence(shopper);
});
