// @vitest-environment jsdom
import type { Info } from '@boutique/contracts/info';
import { PROBLEM_CONTENT_TYPE, problemOf } from '@boutique/contracts/problems';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { renderShop } from '../testing/render-shop.tsx';

const info: Info = {
  nom: 'boutique-api',
  version: '1.4.2',
  commit: 'abc1234',
  environnement: 'test',
  instance: 'api-7',
  demarreLe: '2026-01-01T10:00:00.000Z',
  baseDeDonnees: { state: 'available', version: '18.4', latenceMs: 1.25 },
  slices: [
    {
      name: 'produits',
      state: 'available',
      version: '1.3.0',
      commit: 'def5678',
      builtAt: '2026-01-01T09:00:00.000Z',
      checkedAt: '2026-01-01T10:00:00.000Z',
      reason: null,
    },
    {
      name: 'panier',
      state: 'unreachable',
      version: null,
      commit: null,
      builtAt: null,
      checkedAt: null,
      reason: 'connexion refusée',
    },
  ],
};

const pages = { '/produits': () => Promise.reject(new Error('not visited')) };

/** Shows the page; the API answers with `answer`. */
async function show(answer: () => Response | Promise<Response>) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input) => {
    asked.push(String(input));
    return answer();
  };
  return { asked, ...(await renderShop('/systeme', { pages, fetch })) };
}

const answerInfo = (facts: Info) => () => Response.json(facts);
const answerProblem = () => {
  const problem = problemOf('service-indisponible', 'L’API ne répond pas.', '/api/info');
  return Response.json(problem, { status: problem.status, headers: { 'content-type': PROBLEM_CONTENT_TYPE } });
};

test('shows the API, the database and every slice, with its version in service and in this page', async () => {
  const { asked } = await show(answerInfo(info));
  const api = within(await screen.findByRole('region', { name: 'API' }));
  for (const fact of ['boutique-api', '1.4.2', 'abc1234', 'api-7', 'test']) expect(api.getByText(fact)).toBeTruthy();
  const database = within(screen.getByRole('region', { name: 'Base de données' }));
  expect(database.getByText('Disponible')).toBeTruthy();
  expect(database.getByText(/^1,3\sms$/)).toBeTruthy();

  const cells = (name: string) =>
    within(screen.getByRole('row', { name: new RegExp(`^${name}`) }))
      .getAllByRole('cell')
      .map(({ textContent }) => textContent);
  expect(cells('produits').slice(0, 4)).toEqual(['En service', '1.3.0', '1.2.3', 'def5678']);
  expect(cells('panier')).toEqual(['Injoignableconnexion refusée', '–', '–', '–', '–']);
  expect(asked).toEqual(['/api/info']);
  expect(document.title).toBe('État du système – Ma Boutique Répartie');
});

test('a database that is down is said', async () => {
  await show(answerInfo({ ...info, baseDeDonnees: { state: 'unavailable', version: null, latenceMs: null } }));
  const database = within(await screen.findByRole('region', { name: 'Base de données' }));
  expect(database.getByText('Indisponible')).toBeTruthy();
  expect(database.getByText('pas de réponse')).toBeTruthy();
});

test.each<[string, () => Response | Promise<Response>]>([
  ['answers a failure', answerProblem],
  ['does not answer', () => Promise.reject(new TypeError('fetch failed'))],
])('says so when the API %s; a retry works once it is back', async (_how, failure) => {
  let answer = failure;
  await show(() => answer());
  expect(screen.getByRole('heading', { level: 1, name: 'État du système' })).toBeTruthy();
  expect(await screen.findByRole('heading', { name: 'L’API ne répond pas' }, { timeout: 3_000 })).toBeTruthy();

  answer = answerInfo(info);
  await userEvent.click(screen.getByRole('button', { name: 'Réessayer' }));
  expect(await screen.findByRole('region', { name: 'API' })).toBeTruthy();
  await waitFor(() => expect(screen.queryByRole('heading', { name: 'L’API ne répond pas' })).toBeNull());
});
