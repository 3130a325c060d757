import { utilisateursRoutes } from '@boutique/contracts/utilisateurs';
import { demoUtilisateurs } from '@boutique/demo-data/utilisateurs';
import { HttpResponse, http } from 'msw';
import { expect, it } from 'vitest';
import { mock } from './mock.ts';
import { withScenario } from './scenarios.ts';
import { serveMocks } from './serve-mocks.ts';

const handlers = [
  mock(utilisateursRoutes.list, () => ({ items: demoUtilisateurs, total: 9, next: 'suite' })),
  http.get('*/api/images/:file', () => HttpResponse.text('image')),
];
const ask = (search: string, path: string) => {
  const { baseUrl, fetch = globalThis.fetch } = serveMocks(withScenario(handlers, search));
  return fetch(baseUrl + path);
};

it('changes nothing for an unknown scenario', async () => {
  expect(await (await ask('?mock=autre', '/api/utilisateurs')).json()).toHaveLength(demoUtilisateurs.length);
});

it('vide: lists are empty', async () => {
  const response = await ask('?mock=vide', '/api/utilisateurs');
  expect(await response.json()).toEqual([]);
  expect(response.headers.get('x-total-count')).toBe('0');
  expect(response.headers.has('link')).toBe(false);
});

it('panne: every answer is a 503, except pictures', async () => {
  expect((await ask('?mock=panne', '/api/utilisateurs')).status).toBe(503);
  expect(await (await ask('?mock=panne', '/api/images/x.webp')).text()).toBe('image');
});

it('lent: answers take two seconds', async () => {
  const start = performance.now();
  expect((await ask('?mock=lent', '/api/utilisateurs')).status).toBe(200);
  expect(performance.now() - start).toBeGreaterThan(1_500);
});
