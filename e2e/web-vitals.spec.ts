import type { Info } from '@boutique/contracts/info';
import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { visit } from './visit.ts';

/** A browser's web vitals reach the API's /metrics, under the release that owned the page. */

/** The sum of all series with this name and these labels. */
async function sum(name: string, ...labels: string[]): Promise<number> {
  const text = await (await fetch(`${inject('apiUrl')}/metrics`)).text();
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) && labels.every((label) => line.includes(label)))
    .reduce((total, line) => total + Number(line.slice(line.lastIndexOf(' '))), 0);
}

/** Resolves once the script that measures the page has run. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('/report-page-view-')),
  );
  await page.waitForLoadState('networkidle');
}

const leave = async (page: Page) => void (await page.goto('about:blank'));

/** Runs `act` and waits until the series grows. @returns by how much */
async function growth(name: string, labels: string[], act: () => Promise<void>): Promise<number> {
  const before = await sum(name, ...labels);
  await act();
  await expect.poll(async () => (await sum(name, ...labels)) - before, { timeout: 10_000 }).toBeGreaterThan(0);
  return (await sum(name, ...labels)) - before;
}

/** The labels of a slice with its release in service now. */
async function labelsOf(slice: string): Promise<string[]> {
  const { slices } = (await (await fetch(`${inject('apiUrl')}/api/info`)).json()) as Info;
  return [`slice="${slice}"`, `version="${slices.find(({ name }) => name === slice)?.version}"`];
}

test('a page reports its web vitals and loads when the browser leaves it', async () => {
  const ofProduits = await labelsOf('produits');
  const page = await visit('/produits');
  await page.getByRole('main').getByRole('article').first().waitFor();
  await settled(page);
  await page
    .getByRole('button', { name: /, favori$/ })
    .first()
    .click();
  // the browser reports an interaction once its effect is painted
  await page.evaluate(
    () => new Promise((resolve) => new PerformanceObserver(resolve).observe({ type: 'first-input', buffered: true })),
  );
  const loads = await sum('slice_loads_total', ...ofProduits, 'result="loaded"');
  const interactions = await sum('web_vital_seconds_count', 'vital="INP"', ...ofProduits);
  const seconds = await growth('web_vital_seconds_sum', ['vital="LCP"', ...ofProduits], async () => {
    await page.goto('/systeme');
  });
  expect(seconds).toBeLessThan(30);
  expect(await sum('slice_loads_total', ...ofProduits, 'result="loaded"')).toBe(loads + 1);
  expect(await sum('web_vital_seconds_count', 'vital="INP"', ...ofProduits)).toBe(interactions + 1);
  expect(await sum('web_vital_layout_shift_count', ...ofProduits)).toBeGreaterThan(0);
});

test('the shell’s own page counts for the shell', async () => {
  const page = await visit('/systeme');
  await page.getByRole('heading', { name: 'Base de données' }).waitFor();
  await settled(page);
  const views = await growth('web_vital_seconds_count', ['vital="TTFB"', 'slice="shell"'], () => leave(page));
  expect(views).toBe(1);
});

test('a failed load of a slice counts as failed', async () => {
  const page = await visit('/systeme');
  await page.context().route('**/remotes/utilisateurs/**', (route) => route.abort());
  const givenUp = page.waitForEvent('console', (message) => message.text().includes('giving it up'));
  await page.goto('/utilisateurs');
  // the HTML of the server stays
  await page.getByRole('heading', { level: 1, name: 'Utilisateurs' }).waitFor();
  await givenUp;
  await settled(page);
  const labels = [...(await labelsOf('utilisateurs')), 'result="failed"'];
  expect(await growth('slice_loads_total', labels, () => leave(page))).toBe(1);
});
