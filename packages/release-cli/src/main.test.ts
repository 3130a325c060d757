import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Deploiement, EntreeHistorique, ReleaseInscrite } from '@boutique/contracts/frontends';
import { type ProblemCode, problemOf } from '@boutique/contracts/problems';
import { expect, onTestFinished, test } from 'vitest';

interface Asked {
  request: string;
  authorization: string | undefined;
  cookie: string | undefined;
  body: unknown;
}
type Answer = [status: number, body?: unknown, headers?: Record<string, string>];

/** A shop that answers as told, and remembers what it was asked. */
async function startShop(answer: (request: string) => Answer) {
  const asked: Asked[] = [];
  const server = createServer(async (message: IncomingMessage, response) => {
    const request = `${message.method} ${message.url}`;
    const { authorization, cookie } = message.headers;
    const body = await text(message);
    asked.push({ request, authorization, cookie, body: body && JSON.parse(body) });
    const [status, content, headers = {}] = answer(request);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(content === undefined ? undefined : JSON.stringify(content));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function release(args: string[], variables: Record<string, string> = {}) {
  const child = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url)), ...args], {
    env: { PATH: process.env.PATH, TZ: 'UTC', BOUTIQUE_DEPLOY_TOKEN: 'boutique_produits_x', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code, out, err };
}

const inscrite = (changes: object = {}) =>
  ReleaseInscrite.parse({
    slice: 'produits',
    version: '1.2.0',
    integrity: `sha384-${'a'.repeat(64)}`,
    commit: 'abc1234',
    construiteLe: '2026-11-01T10:00:00.000Z',
    inscriteLe: '2026-11-01T10:05:00.000Z',
    etat: 'canary',
    trafic: 10,
    depuis: '2026-11-01T10:06:00.000Z',
    automatique: true,
    raison: null,
    visiteurs: 12,
    visiteursEnEchec: 0,
    ...changes,
  });
const problem = (code: ProblemCode, detail: string, erreurs?: { chemin: string; message: string }[]) =>
  problemOf(code, detail, '/', erreurs);

test('publishes, then gives a share', async () => {
  const { url, asked } = await startShop((request) =>
    request.startsWith('POST') ? [201, inscrite({ etat: 'nouvelle', trafic: 0 })] : [200, inscrite()],
  );
  const { code, out } = await release([
    'publish',
    'produits',
    '--origin',
    'http://mfe',
    '--canary',
    '10',
    '--shop',
    url,
  ]);
  expect([code, out]).toEqual([0, 'produits 1.2.0: canary, 10 % of the visitors (12 seen, 0 with a failure)\n']);
  expect(asked).toMatchObject([
    {
      request: 'POST /api/frontends/produits/releases',
      authorization: 'Bearer boutique_produits_x',
      body: { origine: 'http://mfe' },
    },
    { request: 'PUT /api/frontends/produits/trafic', body: { version: '1.2.0', part: 10, automatique: true } },
  ]);
});

test('what is published to nobody says how to go on; as JSON there is the answer alone', async () => {
  const { url } = await startShop(() => [201, inscrite({ etat: 'nouvelle', trafic: 0 })]);
  const args = ['publish', 'produits', '--origin', 'http://mfe', '--shop', url];
  expect((await release(args)).err).toContain('release -- promote produits 1.2.0');
  const { out, err } = await release([...args, '--json']);
  expect([JSON.parse(out), err]).toEqual([inscrite({ etat: 'nouvelle', trafic: 0 }), '']);
});

test('promote, traffic and rollback ask for what they say', async () => {
  const { url, asked } = await startShop(() => [200, inscrite()]);
  await release(['promote', 'produits', '1.2.0', '--reason', 'essai fini', '--shop', url]);
  await release(['traffic', 'produits', '1.2.0', '30', '--hold', '--shop', url]);
  await release(['rollback', 'produits', '--to', '1.0.0', '--shop', url]);
  expect(asked.map(({ request, body }) => [request, body])).toEqual([
    ['PUT /api/frontends/produits/trafic', { version: '1.2.0', part: 100, automatique: true, raison: 'essai fini' }],
    ['PUT /api/frontends/produits/trafic', { version: '1.2.0', part: 30, automatique: false }],
    ['POST /api/frontends/produits/rollback', { version: '1.0.0' }],
  ]);
});

test('the status is a table, with the last incidents', async () => {
  const incident = {
    version: '1.1.0',
    integrity: `sha384-${'b'.repeat(64)}`,
    genre: 'rendu',
    ou: '/produits/:id',
    message: 'TypeError: prix is undefined',
    repli: '1.0.0',
    le: '2026-11-01T10:07:00.000Z',
  };
  const failed = inscrite({
    version: '1.1.0',
    etat: 'en-echec',
    trafic: 0,
    visiteurs: 9,
    visiteursEnEchec: 3,
    raison: '3 visiteurs sur 9 ont vu un échec',
  });
  const status = Deploiement.parse({ slice: 'produits', releases: [inscrite(), failed], incidents: [incident] });
  const { url } = await startShop(() => [200, status]);
  const { out } = await release(['status', 'produits', '--shop', url]);
  expect(out.trimEnd().split('\n')).toEqual([
    'version  state   traffic  since                visitors  failing  why',
    '1.2.0    canary  10 %     2026-11-01 10:06:00  12        0',
    '1.1.0    failed  0 %      2026-11-01 10:06:00  9         3        3 visiteurs sur 9 ont vu un échec',
    '',
    'last incidents       version  what   where          shown instead  message',
    '2026-11-01 10:07:00  1.1.0    rendu  /produits/:id  1.0.0          TypeError: prix is undefined',
  ]);
});

test.each([
  ['active', 0],
  ['en-echec', 4],
])('a canary that is watched until it is %s ends with exit code %i', async (etat, expected) => {
  let reads = 0;
  const { url } = await startShop(() => [
    200,
    { slice: 'produits', incidents: [], releases: [reads++ === 0 ? inscrite() : inscrite({ etat, trafic: 0 })] },
  ]);
  expect((await release(['status', 'produits', '--watch', '--shop', url])).code).toBe(expected);
});

test('the history tells who, why and on which figures', async () => {
  const entry = EntreeHistorique.parse({
    id: '01890000-0000-7000-8000-000000000000',
    le: '2026-11-01T10:07:00.000Z',
    action: 'retrait-automatique',
    version: '1.1.0',
    etat: 'en-echec',
    trafic: 0,
    par: 'automatique',
    raison: 'trop d’échecs',
    mesures: { visiteurs: 9, visiteursEnEchec: 3 },
  });
  const { url, asked } = await startShop(() => [200, [entry]]);
  const { out } = await release(['history', 'produits', '--limit', '5', '--shop', url]);
  expect(out).toContain('retrait-automatique  1.1.0    failed 0 %  automatique  trop d’échecs');
  expect(asked[0]?.request).toBe('GET /api/frontends/produits/historique?limite=5');
});

test('a token is made by an administrator, and is all that is printed', async () => {
  const jeton = {
    id: '01890000-0000-7000-8000-000000000000',
    nom: 'ci',
    creeLe: '2026-11-01T10:07:00.000Z',
    utiliseLe: null,
    jeton: 'boutique_produits_s',
  };
  const { url, asked } = await startShop((request) =>
    request.endsWith('/session')
      ? request.startsWith('DELETE')
        ? [204]
        : [200, {}, { 'set-cookie': 'session=s; HttpOnly' }]
      : [201, jeton],
  );
  const { code, out } = await release(['token', 'create', 'produits', '--name', 'ci', '--shop', url], {
    BOUTIQUE_ADMIN_EMAIL: 'admin@boutique.example',
    BOUTIQUE_ADMIN_PASSWORD: 'le-trousseau',
  });
  expect([code, out]).toEqual([0, 'boutique_produits_s\n']);
  expect(asked.map(({ request, cookie }) => [request, cookie])).toEqual([
    ['POST /api/session', ''],
    ['POST /api/frontends/produits/jetons', 'session=s'],
    ['DELETE /api/session', 'session=s'],
  ]);
});

test('an override is signed when there is a key', async () => {
  const args = ['override', 'produits', '1.4.0', '--shop', 'https://shop.example'];
  expect((await release(args)).out).toBe('https://shop.example/?slice.produits=1.4.0\n');
  expect((await release(args, { SLICE_OVERRIDE_KEY: 'k' })).out).toMatch(/&signature=[\w-]{43}\n$/);
});

test('a refusal says every fault', async () => {
  const { url } = await startShop(() => [
    422,
    problem('release-refusee', 'long', [
      { chemin: 'shared.react', message: '^20.0.0 est demandé' },
      { chemin: 'files.a.js', message: 'le serveur a répondu 404' },
    ]),
  ]);
  const { code, out, err } = await release(['publish', 'produits', '--origin', 'http://mfe', '--shop', url]);
  expect([code, out]).toEqual([3, '']);
  expect(err).toContain(
    '(release-refusee)\n  - shared.react : ^20.0.0 est demandé\n  - files.a.js : le serveur a répondu 404\n',
  );
});

test.each<[string, string[], Record<string, string>, number, string]>([
  ['no token', ['status', 'produits'], { BOUTIQUE_DEPLOY_TOKEN: '' }, 2, 'token create'],
  ['a share that is none', ['traffic', 'produits', '1.0.0', '150'], {}, 2, 'from 0 to 100'],
  ['no command', ['deploy'], {}, 2, "unknown command 'deploy'"],
  ['no administrator', ['token', 'list', 'produits'], {}, 2, 'BOUTIQUE_ADMIN_EMAIL'],
  ['no password', ['token', 'list', 'produits', '--email', 'a@b.c'], {}, 2, 'BOUTIQUE_ADMIN_PASSWORD'],
  ['no shop', ['status', 'produits', '--shop', 'http://127.0.0.1:9'], {}, 5, 'http://127.0.0.1:9 does not answer'],
])('%s: exit code and what to do', async (_, args, variables, expected, sentence) => {
  const { code, err } = await release(args, variables);
  expect(code).toBe(expected);
  expect(err).toContain(sentence);
});

test.each([
  [403, problem('acces-refuse', 'Ce jeton est celui de panier'), 3, 'Ce jeton est celui de panier'],
  [503, problem('base-indisponible', 'Réessayez'), 5, 'answered 503'],
])('an answer %i', async (status, body, expected, sentence) => {
  const { url } = await startShop(() => [status, body]);
  const { code, err } = await release(['status', 'produits', '--shop', url]);
  expect(code).toBe(expected);
  expect(err).toContain(sentence);
});
