import type { Problem } from '@boutique/contracts/problems';
import type { RouteContract } from '@boutique/contracts/route';
import { allRoutes } from '@boutique/contracts/routes';
import { afterAll, describe, expect } from 'vitest';
import { type BadRequest, badRequests } from '../test/bad-requests.ts';
import { createCaller, mayCall, nextAddress, REFUSED, type Role } from '../test/callers.ts';
import { exampleBody, exampleHeaders, examplePath, type Known } from '../test/examples.ts';
import { test as base } from '../test/fixtures.ts';
import { refusalOf } from '../test/refusal-of.ts';
import { freePort } from '../test/run.ts';
import { startApi, type TestApi } from '../test/start-api.ts';
import { encodeCursor } from './platform/cursor.ts';
import { createDatabase, type Database } from './platform/db/database.ts';

/** A deployer's refusals are an admin's. */
const roles = ['guest', 'user', 'admin'] as const;

/** By access: the role that sends every bad request. For the other roles, the answer depends only on the role. */
const callerOf = { public: 'guest', account: 'user', admin: 'admin', deployer: 'admin' } as const;

/** Routes that cannot succeed here, because they need a password, a mail, a picture, a build or a payment provider. */
const NEVER = [
  'signIn',
  'changePassword',
  'verifyEmail',
  'resetPassword',
  'uploadImage',
  'publishRelease',
  'confirmPaiement',
];
let asked = 0;

const test = base
  .override('template', 'demo')
  .extend(
    'newCaller',
    { scope: 'file' },
    ({ db }) =>
      (role: Role) =>
        createCaller(db, role),
  )
  .extend('ask', ({ api }) => async (route: RouteContract, { path, headers, body }: BadRequest, cookie: string) => {
    return api.send(route.method.toUpperCase(), path, {
      headers: {
        'x-forwarded-for': nextAddress(),
        ...headers,
        cookie: headers.cookie ? `${headers.cookie}; ${cookie}` : cookie,
      },
      ...(body !== undefined && { body }),
    });
  });
test.for(allRoutes.flatMap((route) => roles.map((role) => [role, route.method, route.path, route] as const)))(
  '%s: %s %s',
  async ([role, method, _path, route], { newCaller, ask }) => {
    const isCaller = role === callerOf[route.access];
    let { cookie, known } = await newCaller(role);
    let series = badRequests(route, known);
    let succeeded = 0;
    for (let i = 0; i < series.length; i++) {
      const bad = series[i] as BadRequest;
      if (!isCaller && bad.expected === undefined) continue;
      const response = await ask(route, bad, cookie);
      const refusal = await refusalOf(route, response).catch((error) => {
        throw new Error(`${bad.title}: ${error.message}`, { cause: error });
      });
      const code = refusal?.code ?? null;
      asked += 1;
      expect.soft(response.status, `${bad.title}: ${code}`).toBeLessThan(500);
      if (!mayCall(route, role)) expect.soft(REFUSED, bad.title).toContain(code);
      else if (bad.expected) expect.soft(code, bad.title).toBe(bad.expected);
      if (code !== null) continue;
      succeeded += 1;
      // the change may have deleted the row, or the session
      if (method !== 'get') ({ cookie, known } = await newCaller(role));
      series = badRequests(route, known);
    }
    // some requests reach the handler and the database
    if (isCaller && !NEVER.includes(route.operationId)) expect(succeeded).toBeGreaterThan(0);
  },
);

test('more than 5 000 requests were sent', () => {
  expect(asked).toBeGreaterThan(5_000);
});

describe('a forged cursor', () => {
  const produits = (tri: string, q?: string) => ({
    path: `/api/produits?tri=${tri}${q ? `&q=${q}` : ''}`,
    scope: ['produits', { ...(q && { q }), langue: 'fr' }, tri],
  });
  const ID = '01890000-0000-7000-8000-000000000000';
  const MOMENT = '2026-01-01T00:00:00.000Z';

  test.for([
    { ...produits('prix'), right: 1_000 },
    { ...produits('-prix'), right: 1_000 },
    { ...produits('nom'), right: 'Clavier' },
    { ...produits('nouveaute'), right: MOMENT },
    { ...produits('note'), right: '4.5' },
    { ...produits('pertinence', 'clavier'), right: 3 },
    { path: '/api/utilisateurs?', scope: 'utilisateurs', right: 'Camille' },
    { path: '/api/administration/produits?', scope: ['administration-produits', {}], right: MOMENT },
    { path: '/api/administration/utilisateurs?', scope: ['administration-utilisateurs', {}], right: ID },
    { path: '/api/administration/commandes?', scope: ['administration/commandes', {}], right: ID },
    { path: '/api/administration/journal?', scope: ['journal', null], right: ID },
  ])('$path', async ({ path, scope, right }, { newCaller, api }) => {
    const { cookie } = await newCaller('admin');
    const answer = async (cle: unknown, id: string) => {
      const apres = encodeCursor({ cle: cle as string, id }, scope);
      const response = await api.get(`${path}&apres=${apres}`, { cookie });
      return response.ok ? response.status : ((await response.json()) as Problem).code;
    };
    expect(await answer(right, ID), 'the list accepts a cursor that equals its own').toBe(200);
    expect(await answer(right, 'x')).toBe('curseur-invalide');
    for (const wrong of [
      null,
      {},
      [ID],
      '\0',
      '0000-01-01T00:00:00.000Z',
      1e300,
      9_007_199_254_740_991,
      -0.5,
      '\ud800',
    ]) {
      // any text is valid for a text key, any number for a number key
      expect([200, 'curseur-invalide'], JSON.stringify(wrong)).toContain(await answer(wrong, ID));
    }
  });
});

describe('without a database', () => {
  let down: Database;
  let cutOff: TestApi;

  let known: Known;

  test.beforeAll(async ({ newCaller }) => {
    ({ known } = await newCaller('user'));
    down = createDatabase({ url: `postgres://x@127.0.0.1:${await freePort()}/x`, applicationName: 'tests' });
    cutOff = await startApi({ db: down });
  });
  afterAll(async () => {
    await cutOff.stop();
    await down.destroy();
  });

  const WITHOUT = ['listLivraisons', 'listMoyensPaiement', 'readInfo', 'readDataVersion', 'createPageView'];

  test.each(allRoutes.map((route) => [route.method, route.path, route] as const))('%s %s', async (method, _, route) => {
    const body = exampleBody(route, known);
    const response = await cutOff.send(method.toUpperCase(), examplePath(route, known), {
      headers: { ...exampleHeaders(route), cookie: 'session=abc; visiteur=abc' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const code = (await refusalOf(route, response))?.code ?? null;
    // refused before the database is asked
    if (route.operationId === 'confirmPaiement') return expect(code).toBe('signature-invalide');
    expect(code).toBe(WITHOUT.includes(route.operationId) ? null : 'base-indisponible');
    expect(response.headers.get('retry-after')).toBe(code && '1');
  });
});
