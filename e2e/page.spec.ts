import type { Info } from '@boutique/contracts/info';
import { expect, inject, test } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { expectNoOffence, visit } from './visit.ts';

/** What holds for every page: accessible, quiet, quick to start, and stable when a part is missing. */

/** What measures a page is asked for when nothing else is to be done, so as not to be in the way of what is shown. */
const WHEN_SETTLED = /\/report-page-view-[\w-]+\.js$/;

const pages = [
  '/',
  '/produits',
  '/produits?q=zzzzzz',
  '/produits/clavier-mecanique-ardoise-75',
  '/utilisateurs',
  '/panier',
  '/favoris',
  '/connexion',
  '/inscription',
  '/verification',
  '/commande',
  '/compte',
  '/commande/confirmation/019bbb84-c800-7c41-9b52-6d0e83f4a117',
  '/systeme',
  '/nulle-part',
];

for (const colorScheme of ['light', 'dark'] as const) {
  test.each(pages)(`axe finds nothing in the ${colorScheme} theme on %s`, async (path) => {
    const page = await visit(path, { colorScheme, reducedMotion: 'reduce' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await violationsOf(page)).toEqual([]);
  });
}

test('one React, one facade; the slices’ own copies are not fetched', async () => {
  const page = await visit('/');
  const scripts: string[] = [];
  page.on('response', (response) => response.request().resourceType() === 'script' && scripts.push(response.url()));
  await page.reload({ waitUntil: 'networkidle' });
  await page.goto('/utilisateurs', { waitUntil: 'networkidle' });
  expect(scripts.length).toBeGreaterThan(10);
  const bodies = await Promise.all(
    [...new Set(scripts)].map(async (url) => [url, await (await fetch(url)).text()] as const),
  );
  // React marks its elements by this symbol, react-dom its roots by that name, react-router its context by the other
  const holding = (mark: string) =>
    bodies.filter(([, body]) => body.includes(mark)).map(([url]) => new URL(url).pathname);
  expect(holding('react.transitional.element').filter((url) => url.startsWith('/remotes/'))).toEqual([]);
  expect(holding('__reactContainer$')).toHaveLength(1);
  expect(holding('useRouteError').length).toBeGreaterThan(0);
  expect(holding('__reactContainer$')[0]).toMatch(/^\/assets\//);
});

test('everything that a page needs first is asked for by the page itself', async () => {
  const page = await visit('/utilisateurs');
  const late: string[] = [];
  // names in another order than the API is asked for them
  const address = '/produits?tri=prix&enStock=true&categorie=claviers';
  await page.goto(address, { waitUntil: 'networkidle' });
  const html = await (await fetch(inject('url') + address)).text();
  const requests = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => name.replace(location.origin, '')),
  );
  for (const path of requests.filter((request) => !WHEN_SETTLED.test(request))) {
    const unescaped = html.replaceAll('&amp;', '&');
    if (!unescaped.includes(`"${path}"`) && !/\.(webp|css|svg)$/.test(path)) late.push(path);
  }
  expect(requests.length).toBeGreaterThan(20);
  expect(late).toEqual([]);
});

test('nothing moves while a page loads', async () => {
  const page = await visit('/systeme');
  await page.addInitScript(() => {
    Object.assign(window, { shift: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!entry.hadRecentInput) (window as unknown as { shift: number }).shift += entry.value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  for (const path of ['/', '/produits', '/produits/clavier-mecanique-ardoise-75', '/utilisateurs']) {
    await page.goto(path, { waitUntil: 'networkidle' });
    const shift = await page.evaluate(() => (window as unknown as { shift: number }).shift);
    expect({ path, stable: shift < 0.02, shift }).toMatchObject({ path, stable: true });
  }
});

test('the theme is chosen once, and the next page has it from its first paint', async () => {
  const page = await visit('/', { colorScheme: 'light' });
  await page.getByRole('combobox', { name: 'Thème' }).selectOption('Sombre');
  const html = await (await page.reload())?.text();
  expect(html).toContain('<html data-theme="dark"');
  expect(await page.getByRole('combobox', { name: 'Thème' }).inputValue()).toBe('dark');
  await expectNoOffence(page);
});

test('the API down: the page says so, and recovers by its own button', async () => {
  const page = await visit('/systeme');
  await page.getByRole('heading', { name: 'Base de données' }).waitFor();
  await page.context().route('**/api/**', (route) => route.abort());
  await page.getByRole('link', { name: 'Catalogue' }).click();
  const retry = page.getByRole('main').getByRole('button', { name: 'Réessayer' }).first();
  await retry.waitFor();
  await page.context().unroute('**/api/**');
  await retry.click();
  await page.getByRole('main').getByRole('article').first().waitFor();
});

test('/systeme shows what the API reports', async () => {
  const info = (await (await fetch(`${inject('url')}/api/info`)).json()) as Info;
  const page = await visit('/systeme');
  await page.getByText(info.baseDeDonnees.version ?? '', { exact: true }).waitFor();
  await page.getByText(info.instance, { exact: true }).waitFor();
  expect(info.slices.length).toBe(3);
  for (const { name, version } of info.slices) {
    await page.getByRole('row', { name: new RegExp(`${name}.*${version}`) }).waitFor();
  }
  await expectNoOffence(page);
});

test('the first version’s three routes answer, directly and through the gateway', async () => {
  for (const origin of [inject('apiUrl'), inject('url')]) {
    for (const path of ['/api/produits', '/api/utilisateurs', '/api/info']) {
      const response = await fetch(origin + path);
      expect({ path, status: response.status }).toEqual({ path, status: 200 });
    }
  }
  for (const path of ['/metrics', '/api/../metrics', '/api/%2e%2e/metrics']) {
    expect((await fetch(inject('url') + path)).headers.get('content-type')).toMatch(/html/);
  }
});

test('offline: what is loaded stays, what is not says so, and both come back by themselves', async () => {
  const page = await visit('/produits');
  await page.getByRole('main').getByRole('article').first().waitFor();
  await page.context().setOffline(true);
  await page.getByText('Vous êtes hors ligne. Ce qui est déjà chargé reste consultable.').waitFor();
  // data that the page does not have yet
  await page.getByRole('link', { name: /^Souris \d/ }).click();
  await page.getByRole('main').getByRole('heading', { name: 'Vous êtes hors ligne' }).waitFor();
  await page.context().setOffline(false);
  await page.getByRole('main').getByRole('article').first().waitFor();
  // code that the page does not have yet
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'Utilisateurs' }).click();
  await page.getByRole('main').getByRole('heading', { level: 1, name: 'Vous êtes hors ligne' }).waitFor();
  await page.context().setOffline(false);
  await page.getByRole('heading', { level: 1, name: 'Utilisateurs' }).waitFor();
});
