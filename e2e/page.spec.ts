import type { Info } from '@boutique/contracts/info';
import { expect, inject, test } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { expectNoOffence, visit } from './visit.ts';

/** Every page is accessible, logs no errors, starts quickly, and stays usable when a part is missing. */

/** The shell loads the code that measures a page when the browser is idle, so that it does not delay the page. */
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
  '/mot-de-passe-oublie',
  '/reinitialisation?jeton=x',
  '/commande',
  '/compte',
  '/commande/confirmation/019bbb84-c800-7c41-9b52-6d0e83f4a117',
  '/systeme',
  '/nulle-part',
];

for (const colorScheme of ['light', 'dark'] as const) {
  test.each(pages)(`axe finds no violation in the ${colorScheme} theme on %s`, async (path) => {
    const page = await visit(path, { colorScheme, reducedMotion: 'reduce' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await violationsOf(page)).toEqual([]);
  });
}

test('the page has one React and one facade, and does not fetch the slices’ own copies', async () => {
  const page = await visit('/');
  const scripts: string[] = [];
  page.on('response', (response) => response.request().resourceType() === 'script' && scripts.push(response.url()));
  await page.reload({ waitUntil: 'networkidle' });
  await page.goto('/utilisateurs', { waitUntil: 'networkidle' });
  expect(scripts.length).toBeGreaterThan(10);
  const bodies = await Promise.all(
    [...new Set(scripts)].map(async (url) => [url, await (await fetch(url)).text()] as const),
  );
  // React has the first text, for its elements; react-dom the second, for its roots; react-router the third
  const holding = (mark: string) =>
    bodies.filter(([, body]) => body.includes(mark)).map(([url]) => new URL(url).pathname);
  expect(holding('react.transitional.element').filter((url) => url.startsWith('/remotes/'))).toEqual([]);
  expect(holding('__reactContainer$')).toHaveLength(1);
  expect(holding('useRouteError').length).toBeGreaterThan(0);
  expect(holding('__reactContainer$')[0]).toMatch(/^\/assets\//);
});

test('the page’s HTML preloads everything that it needs first', async () => {
  const page = await visit('/utilisateurs');
  const late: string[] = [];
  // names in another order than in the requests to the API
  const address = '/produits?tri=prix&enStock=true&categorie=claviers';
  await page.goto(address, { waitUntil: 'networkidle' });
  const html = await (await fetch(inject('url') + address)).text();
  const requests = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => name.replace(location.origin, '')),
  );
  for (const path of requests.filter((request) => !WHEN_SETTLED.test(request))) {
    const unescaped = html.replaceAll('&amp;', '&');
    if (!unescaped.includes(`"${path}"`) && !/\.(webp|css|svg|woff2)$/.test(path)) late.push(path);
  }
  expect(requests.length).toBeGreaterThan(20);
  expect(late).toEqual([]);
  // the first paint needs no module; and no font, which would delay it
  const [picture = -1, modules = -1] = ['rel="preload" as="image"', 'rel="modulepreload"'].map((mark) =>
    html.indexOf(mark),
  );
  expect(picture).toBeGreaterThan(0);
  expect(picture).toBeLessThan(modules);
  expect(html).not.toContain('as="font"');
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

test('a chosen theme is there from the first paint of the next page', async () => {
  const page = await visit('/', { colorScheme: 'light' });
  await page.getByRole('combobox', { name: 'Thème' }).selectOption('Sombre');
  const html = await (await page.reload())?.text();
  expect(html).toContain('<html data-theme="dark"');
  expect(await page.getByRole('combobox', { name: 'Thème' }).inputValue()).toBe('dark');
  await expectNoOffence(page);
});

test('while the API is down the page says so, and its button recovers it', async () => {
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
  expect(info.slices.length).toBe(4);
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

test('offline, loaded pages stay, others say so, and both recover by themselves', async () => {
  const page = await visit('/produits');
  await page.getByRole('main').getByRole('article').first().waitFor();
  await page.context().setOffline(true);
  await page.getByText('Vous êtes hors ligne. Ce qui est déjà chargé reste consultable.').waitFor();
  // data that the page has not loaded yet
  await page.getByRole('link', { name: /^Souris \d/ }).click();
  await page.getByRole('main').getByRole('heading', { name: 'Vous êtes hors ligne' }).waitFor();
  await page.context().setOffline(false);
  await page.getByRole('main').getByRole('article').first().waitFor();
  // code that the page has not loaded yet
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'Utilisateurs' }).click();
  await page.getByRole('main').getByRole('heading', { level: 1, name: 'Vous êtes hors ligne' }).waitFor();
  await page.context().setOffline(false);
  await page.getByRole('heading', { level: 1, name: 'Utilisateurs' }).waitFor();
});
