import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { fillSignIn, newEmail } from './account.ts';
import { buyAsGuest } from './purchase.ts';
import { accounts } from './shop.ts';
import { expectNoOffence, visit } from './visit.ts';

/** Every answer takes 800 ms to begin, and then arrives at 100 kB/s. */
async function visitSlowly(): Promise<{ page: Page; retries: string[] }> {
  const page = await visit('about:blank');
  const retries: string[] = [];
  page.on('request', (request) => {
    if (/\/~\d+\/|\/incidents$/.test(request.url())) retries.push(request.url());
  });
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 800,
    downloadThroughput: 100_000,
    uploadThroughput: 100_000,
  });
  page.setDefaultTimeout(30_000);
  return { page, retries };
}

test('over a slow network, pages of other slices are opened by links, and a shopper signs in', {
  timeout: 120_000,
}, async () => {
  const { page, retries } = await visitSlowly();
  await page.goto('/');
  await page.getByRole('banner').getByRole('link', { name: 'Se connecter' }).click();
  await fillSignIn(page, accounts.user);
  await page.getByRole('banner').getByRole('button', { name: 'Compte de User' }).waitFor();
  await page.goto('/produits');
  await page.getByRole('checkbox', { name: /^En stock uniquement/ }).click();
  await page.waitForURL(/enStock=true/);
  await page.getByRole('main').getByRole('heading', { level: 3 }).first().waitFor();
  expect(retries).toEqual([]);
  await expectNoOffence(page);
});

test('over a slow network, a guest buys a product', { timeout: 120_000 }, async () => {
  const { page, retries } = await visitSlowly();
  expect(await buyAsGuest(page, newEmail())).toMatch(/^MBR-/);
  expect(retries).toEqual([]);
  await expectNoOffence(page);
});
