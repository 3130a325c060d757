import { connect } from 'node:net';
import { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { allRoutes } from '@boutique/contracts/routes';
import { pino } from 'pino';
import { expect, onTestFinished } from 'vitest';
import { createCaller, nextAddress } from '../test/callers.ts';
import { exampleBody, exampleHeaders, examplePath } from '../test/examples.ts';
import { test } from '../test/fixtures.ts';
import { adresse, newEmail, PASSWORD } from '../test/people.ts';
import { createProduits } from '../test/rows.ts';
import { startApi } from '../test/start-api.ts';
import { createDatabase } from './platform/db/database.ts';
import { newToken } from './platform/tokens.ts';

// Tests of single requirements of OWASP ASVS 5.0 (scripts/security/asvs.ts) that belong to no one feature.

const lines: string[] = [];
const sink = new Writable({
  write(chunk, _, done) {
    lines.push(String(chunk));
    done();
  },
});
test.override('options', { log: pino({ level: 'trace' }, sink) });

const routeOf = (operation: string) => {
  const route = allRoutes.find(({ operationId }) => operationId === operation);
  if (!route) throw new Error(`the contract has no ${operation}`);
  return route;
};

test.for(['readCommande', 'cancelCommande', 'updateAdresse', 'deleteAdresse', 'deleteAvis'])(
  'V8.2.2 %s: what belongs to one account does not exist for others, and stays as it is',
  async (operation, { db, api }) => {
    const route = routeOf(operation);
    const owner = await createCaller(db, 'user');
    const send = (cookie: string) => {
      const body = exampleBody(route, owner.known);
      return api.send(route.method.toUpperCase(), examplePath(route, owner.known), {
        headers: { ...exampleHeaders(route), 'x-forwarded-for': nextAddress(), cookie },
        ...(body && { body: JSON.stringify(body) }),
      });
    };
    for (const role of ['guest', 'user'] as const) {
      const { code } = (await (await send((await createCaller(db, role)).cookie)).json()) as { code: string };
      expect(code).toMatch(role === 'guest' && route.access === 'account' ? /^non-connecte$/ : /-introuvable$/);
    }
    expect((await send(owner.cookie)).ok, 'the request is right, and the row is still there').toBe(true);
  },
);

test('V3.5.3 reading changes nothing: each GET request is answered from a database that is read-only', async ({
  db,
  database,
}) => {
  const url = new URL(database.url);
  url.searchParams.set('options', '-c default_transaction_read_only=on');
  const readOnly = createDatabase({ url: url.href, applicationName: 'tests' });
  const api = await startApi({ db: readOnly, direct: db });
  onTestFinished(async () => {
    await api.stop();
    await readOnly.destroy();
  });
  await expect(readOnly('acheteurs').insert({})).rejects.toThrow('read-only');
  let answered = 0;
  // not as a deployer: the time at which a token was used is kept
  for (const role of ['guest', 'user', 'admin'] as const) {
    const { cookie, known } = await createCaller(db, role);
    for (const route of allRoutes.filter(({ method }) => method === 'get')) {
      const response = await api.get(examplePath(route, known), { cookie });
      expect(response.status, `${role}: ${route.operationId}`).toBeLessThan(500);
      if (response.ok) answered += 1;
    }
  }
  expect(answered).toBeGreaterThan(50);
});

test('V7.2.3 tokens are 256 random bits of the operating system, and never the same', () => {
  const tokens = Array.from({ length: 1_000 }, newToken);
  expect(new Set(tokens).size).toBe(1_000);
  for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  // each bit is set in about half of them: six standard deviations are 95
  for (let bit = 0; bit < 256; bit += 1) {
    const set = tokens.filter((token) => ((Buffer.from(token, 'base64url')[bit >> 3] ?? 0) >> (bit & 7)) & 1).length;
    expect(Math.abs(set - 500)).toBeLessThan(95);
  }
});

test('V16.2.5 the log of a sign-up, a purchase and a reset has no password, token, name, address or e-mail', async ({
  db,
  openBrowser,
}) => {
  const email = newEmail();
  const [produit = ''] = await createProduits(db, [5]);
  const browser = openBrowser();
  lines.splice(0);
  await browser.signUp(email);
  await browser.signIn(email, `${PASSWORD} faux`);
  expect((await browser.signIn(email)).status).toBe(200);
  await browser.send('PUT', `/api/panier/lignes/${produit}`, { quantite: 1 });
  await browser.send('POST', '/api/compte/adresses', { ...adresse, parDefaut: true });
  await browser.send('POST', '/api/reinitialisations', { email });
  await browser.send('GET', `/api/commandes/${produit}?acces=${newToken()}`);
  await pause(50);
  const requests = lines.filter((line) => line.includes('"msg":"request"'));
  expect(requests.length).toBeGreaterThanOrEqual(7);
  const secrets = [PASSWORD, email, adresse.rue, adresse.nom, ...browser.cookies.values(), 'acces='];
  for (const secret of secrets.filter((text) => text !== '')) expect(requests.join('')).not.toContain(secret);
});

test('V16.4.1 a request cannot write a second line into the log', async ({ api }) => {
  lines.splice(0);
  await api.get('/api/produits/x%0A%7B%22level%22:50%7D', { 'x-request-id': 'a\tb', 'user-agent': '{"level":50}' });
  await pause(50);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 30, path: '/api/produits/x%0A%7B%22level%22:50%7D' });
});

test.for(['TRACE', 'TRACK', 'CONNECT'])('V13.4.4 %s is refused', async (method, { api }) => {
  const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
  socket.write(`${method} /api/info HTTP/1.1\r\nHost: x\r\nCookie: session=secret\r\nConnection: close\r\n\r\n`);
  const answer = (await socket.toArray()).join('');
  expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
  expect(answer).not.toContain('secret');
});
