import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { defineRoute } from '@boutique/contracts/route';
import { Router } from '@koa/router';
import Koa, { type Middleware } from 'koa';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { answerProblems } from './answer-problems.ts';
import { bind } from './bind.ts';

const echo = defineRoute({
  method: 'post',
  path: '/api/echos/{id}',
  operationId: 'createEcho',
  tag: 'test',
  access: 'public',
  summary: 'Says it again',
  params: z.object({ id: z.string() }),
  body: z.strictObject({ texte: z.string() }),
  responses: { 201: z.object({ id: z.string(), texte: z.string() }) },
});

const forget = defineRoute({
  method: 'delete',
  path: '/api/echos/{id}',
  operationId: 'deleteEcho',
  tag: 'test',
  access: 'public',
  summary: 'Says no more',
  params: z.object({ id: z.string() }),
  responses: { 204: null },
});

let server: Server;
/** The number of requests that are neither answered nor abandoned. */
let waiting = 0;
let url: string;

beforeAll(async () => {
  const count: Middleware = async (_ctx, next) => {
    waiting += 1;
    await next();
    waiting -= 1;
  };
  const router = new Router();
  bind(router, echo, ({ params: { id }, body: { texte } }) => {
    if (texte === 'panne') throw new Error('a secret detail');
    const withSecret = { id, texte, motDePasse: 'secret' };
    return texte === 'hors contrat' ? ({ id } as typeof withSecret) : withSecret;
  });
  bind(router, forget, () => undefined);
  const app = new Koa().use(count).use(answerProblems).use(router.routes());
  // Koa would print on the console that a client has left
  app.silent = true;
  server = createServer(app.callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/echos/7`;
});
afterAll(() => server.close());

const post = (body: string | Uint8Array<ArrayBuffer>, type: string | null = 'application/json') =>
  fetch(url, { method: 'POST', body, headers: type === null ? {} : { 'content-type': type } });

test('parses the body, and drops output that is not in the contract', async () => {
  const response = await post('{"texte":"bonjour"}');
  expect(response.status).toBe(201);
  expect(await response.json()).toEqual({ id: '7', texte: 'bonjour' });
});

test('answers without a body where the contract has none', async () => {
  const response = await fetch(url, { method: 'DELETE' });
  expect(response.status).toBe(204);
  expect(response.headers.get('content-type')).toBeNull();
  expect(await response.text()).toBe('');
});

test.each([
  ['no JSON', '{"texte":', 'application/json', 400, 'corps-illisible'],
  ['a bare value', '"texte"', 'application/json', 400, 'corps-illisible'],
  ['more than 100 kB', `{"texte":"${'a'.repeat(103_000)}"}`, 'application/json', 413, 'corps-trop-grand'],
  ['a form', 'texte=bonjour', 'application/x-www-form-urlencoded', 415, 'type-non-supporte'],
  ['plain text', 'bonjour', 'text/plain', 415, 'type-non-supporte'],
  ['another charset', '{"texte":"a"}', 'application/json; charset=iso-8859-1', 415, 'type-non-supporte'],
  ['Latin-1', Buffer.from('{"texte":"café"}', 'latin1'), 'application/json', 400, 'corps-illisible'],
  ['UTF-16', Buffer.from('{"texte":"café"}', 'utf16le'), 'application/json', 400, 'corps-illisible'],
  ['half of a character', Buffer.from('{"texte":"é"}').subarray(0, 11), 'application/json', 400, 'corps-illisible'],
  ['a wrong type', '{"texte":1}', 'application/json', 400, 'requete-invalide'],
  ['an unknown field', '{"texte":"a","x":1}', 'application/json', 400, 'requete-invalide'],
])('refuses %s', async (_, body, type, status, code) => {
  const response = await post(body, type);
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toMatchObject({ status, code, instance: '/api/echos/7' });
});

test.each([
  ['{"texte":"a","texte":"b"}', 'texte'],
  ['{"texte":"a", "texte" : "a"}', 'texte'],
  [String.raw`{"texte":"a","text\u0065":"b"}`, 'texte'],
  ['{"texte":"a","x":[{"é":1},{"é":1,"y":{},"é":2}]}', 'é'],
  [String.raw`{"a\"}":1,"b":"{","a\"}":2}`, 'a"}'],
])('refuses %s, and names the key that it has twice', async (body, key) => {
  const response = await post(body);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    code: 'corps-illisible',
    detail: `Le corps de la requête donne deux fois la clé « ${key} ».`,
  });
});

test.each([
  ['é, 漢 and 🛒', '{"texte":"é, 漢 and 🛒"}', 'application/json; charset=UTF-8'],
  ['"texte":"texte":{', String.raw`{"texte":"\"texte\":\"texte\":{"}`, 'application/json; charset=us-ascii'],
  ['a', '\ufeff{"texte":"a"}', 'application/json;charset="utf-8"'],
])('%s arrives unchanged', async (texte, body, type) => {
  expect(await (await post(body, type)).json()).toEqual({ id: '7', texte });
});

test('refuses an unknown compression', async () => {
  const headers = { 'content-type': 'application/json', 'content-encoding': 'klingon' };
  const response = await fetch(url, { method: 'POST', body: '{"texte":"a"}', headers });
  expect(await response.json()).toMatchObject({ status: 415, code: 'type-non-supporte' });
});

test.each(['gzip', 'deflate', 'br', 'GZIP'])(
  'refuses a body compressed by %s, and answers the next request',
  async (encoding) => {
    // too large, and broken after the limit
    const body = gzipSync(JSON.stringify({ texte: 'a'.repeat(400_000) }), { level: 0 }).fill(0xff, 120_000);
    const headers = { 'content-type': 'application/json', 'content-encoding': encoding };
    // the answer may be lost: the connection is closed while the rest is being sent
    const response = await fetch(url, { method: 'POST', body, headers }).catch(() => null);
    if (response) expect(response.status).toBe(415);
    expect((await post('{"texte":"bonjour"}')).status).toBe(201);
  },
);

test('forgets a request whose client leaves', async () => {
  const before = waiting;
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(
    `POST /api/echos/7 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{`,
  );
  await vi.waitFor(() => expect(waiting).toBe(before + 1));
  socket.destroy();
  await vi.waitFor(() => expect(waiting).toBe(before));
});

test('refuses a body that would change prototypes', async () => {
  expect(await (await post('{"texte":"a","x":{"__proto__":{}}}')).json()).toMatchObject({ code: 'corps-illisible' });
});

test('refuses a missing body', async () => {
  const response = await fetch(url, { method: 'POST' });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: 'requete-invalide' });
});

test.each(['panne', 'hors contrat'])('reveals nothing about an internal failure: %s', async (texte) => {
  const response = await post(JSON.stringify({ texte }));
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({
    type: 'urn:boutique:probleme:erreur-interne',
    title: 'Une erreur interne est survenue',
    status: 500,
    detail: 'Une erreur inattendue est survenue. Réessayez plus tard.',
    instance: '/api/echos/7',
    code: 'erreur-interne',
  });
});
