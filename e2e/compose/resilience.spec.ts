import type { Produit } from '@boutique/contracts/produits';
import { expect, inject, test } from 'vitest';
import { expectNoOffence, visit } from '../visit.ts';
import { compose, replicas, untilHealthy } from './docker.ts';

/** Parts stop and come back while a page is open, and the page recovers. */

const heading = (name: string) => ({ level: 1, name }) as const;

/** Expects a page for guests with its products. */
async function expectProducts(path: string): Promise<void> {
  const response = await fetch(inject('url') + path, { headers: { 'accept-language': 'fr' } });
  expect(response.status).toBe(200);
  expect(await response.text()).toMatch(/<article/);
}

test.each(['mfe-produits', 'mfe-utilisateurs', 'mfe-panier', 'mfe-releases'])(
  '%s stops: a new browser gets its pages all the same',
  async (slice) => {
    await compose(['stop', slice]);
    const page = await visit('/produits');
    await page.getByRole('main').getByRole('article').first().waitFor();
    await page.getByRole('link', { name: 'Utilisateurs' }).click();
    await page.getByRole('heading', heading('Utilisateurs')).waitFor();
    await expectNoOffence(page);
    await compose(['start', slice]);
    await page.goto('/systeme');
    const row = page.getByRole('row', { name: new RegExp(slice.replace('mfe-', '')) });
    await row.getByText('En service').waitFor();
  },
);

test('the database stops: the page says so and stays, and comes back by itself', async () => {
  const page = await visit('/utilisateurs');
  await page.getByRole('heading', heading('Utilisateurs')).waitFor();
  await (await fetch(`${inject('url')}/produits`)).text();
  await compose(['stop', 'postgres']);
  for (let count = 0; count < 20; count += 1) await expectProducts('/produits');
  await page.getByRole('link', { name: 'Catalogue' }).click();
  await page.getByRole('heading', heading('Catalogue')).waitFor();
  await page.getByRole('main').getByRole('button', { name: 'Réessayer' }).first().waitFor();
  await page.getByRole('navigation', { name: 'Navigation principale' }).waitFor();
  const direct = await fetch(`${inject('apiUrl')}/api/produits`);
  expect(await direct.json()).toMatchObject({ status: 503, code: 'base-indisponible' });
  expect((await fetch(`${inject('apiUrl')}/live`)).status).toBe(200);

  await compose(['start', 'postgres']);
  await page.getByRole('main').getByRole('article').first().waitFor();
});

test('the API stops: guests see the last products, what is kept nowhere says so, and recovers by itself', async () => {
  const [api = ''] = await replicas('api');
  await (await fetch(`${inject('url')}/produits`)).text();
  await compose(['stop', 'api']);
  await expectProducts('/produits');
  const page = await visit(`/produits?prixMin=${Date.now() % 1_000}`);
  await page.getByRole('heading', heading('Catalogue')).waitFor();
  await page.getByRole('main').getByRole('button', { name: 'Réessayer' }).first().waitFor();
  const direct = await fetch(`${inject('apiUrl')}/api/info`);
  expect(direct.headers.get('content-type')).toBe('application/problem+json');
  expect(await direct.json()).toMatchObject({ status: 503, code: 'service-indisponible' });
  await compose(['start', 'api']);
  await untilHealthy(api);
  await page.getByRole('main').getByRole('article').first().waitFor();
});

test('the shell stops: its address says so, and shows the shop again by itself', async () => {
  const [shell = ''] = await replicas('shell');
  await compose(['stop', 'shell']);
  const page = await visit('/produits');
  await page.getByRole('heading', heading('La boutique revient dans un instant')).waitFor();
  await compose(['start', 'shell']);
  await untilHealthy(shell);
  await page.getByRole('heading', heading('Catalogue')).waitFor();
});

test('data survives down and up', async () => {
  const read = async () => {
    const [produit] = (await (await fetch(`${inject('apiUrl')}/api/produits?limite=1`)).json()) as Produit[];
    return produit;
  };
  const before = await read();
  const price = (before?.prixCentimes ?? 0) + 1;
  const statement = `update produits set prix_centimes = ${price} where id = '${before?.id}'`;
  await compose(['exec', '-T', 'postgres', 'psql', '--username=boutique', '--quiet', '--command', statement]);
  await compose(['down']);
  await compose(['up', '--detach', '--wait']);
  expect(await read()).toMatchObject({ id: before?.id, prixCentimes: price });
});
