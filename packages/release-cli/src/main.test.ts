import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Deployment, HistoryEntry, ReleaseStatus } from '@boutique/contracts/frontends';
import { type ProblemCode, problemOf } from '@boutique/contracts/problems';
import { unpackRelease } from '@boutique/release/archive';
import { DEFAULT_LIMITS } from '@boutique/release/parse-release';
import { sampleFiles, sampleRelease, writeReleaseFolder } from '@boutique/release/testing/sample-release';
import { expect, onTestFinished, test } from 'vitest';

interface Asked {
  request: string;
  authorization: string | undefined;
  cookie: string | undefined;
  body: unknown;
}
type Answer = [status: number, body?: unknown, headers?: Record<string, string>];

/** A shop that answers with `answer`, and records its requests. */
async function startShop(answer: (request: string) => Answer) {
  const asked: Asked[] = [];
  const server = createServer(async (message: IncomingMessage, response) => {
    const request = `${message.method} ${message.url}`;
    const { authorization, cookie } = message.headers;
    const content = await buffer(message);
    const isArchive = message.headers['content-type'] === 'application/gzip';
    asked.push({
      request,
      authorization,
      cookie,
      body: isArchive ? content : content.length > 0 && JSON.parse(content.toString()),
    });
    const [status, answered, headers = {}] = answer(request);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(answered === undefined ? undefined : JSON.stringify(answered));
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

const statusOf = (changes: object = {}) =>
  ReleaseStatus.parse({
    slice: 'produits',
    version: '1.2.0',
    integrity: `sha384-${'a'.repeat(64)}`,
    commit: 'abc1234',
    builtAt: '2026-11-01T10:00:00.000Z',
    registeredAt: '2026-11-01T10:05:00.000Z',
    state: 'canary',
    traffic: 10,
    since: '2026-11-01T10:06:00.000Z',
    standsIn: false,
    servedAt: null,
    author: 'token ci',
    bytes: 412_300,
    progress: null,
    automatic: true,
    reason: null,
    stored: true,
    clients: 12,
    failingClients: 0,
    ...changes,
  });
const unused = statusOf({ state: 'new', traffic: 0, clients: 0 });

async function sampleFolder(...release: Parameters<typeof sampleRelease>): Promise<string> {
  const folder = await writeReleaseFolder(sampleRelease(...release));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}
const problem = (code: ProblemCode, detail: string, erreurs?: { chemin: string; message: string }[]) =>
  problemOf(code, detail, '/', erreurs);

test('publishes a folder in one request, under the name in its release.json, then gives it a share', async () => {
  const { url, asked } = await startShop((request) => (request.startsWith('POST') ? [201, unused] : [200, statusOf()]));
  const packed = sampleRelease({ version: '1.2.0' });
  const folder = await sampleFolder({ version: '1.2.0' });
  const { code, out } = await release(['publish', folder, '--canary', '10', '--reason', 'trial', '--shop', url]);
  expect([code, out]).toEqual([0, 'produits 1.2.0: canary, 10 % of the traffic (12 clients, 0 failing)\n']);
  expect(asked).toMatchObject([
    { request: 'POST /api/frontends/produits/releases', authorization: 'Bearer boutique_produits_x' },
    {
      request: 'PUT /api/frontends/produits/traffic',
      body: { version: '1.2.0', traffic: 10, automatic: true, reason: 'trial' },
    },
  ]);
  const sent = Readable.from([asked[0]?.body as Buffer]);
  expect(await unpackRelease(sent, DEFAULT_LIMITS)).toEqual(packed);
});

test('after a publication without traffic it prints the next step; with --json only the answer', async () => {
  const { url } = await startShop(() => [201, unused]);
  const args = ['publish', await sampleFolder(), '--shop', url];
  expect((await release(args)).err).toContain('release -- promote produits 1.0.0');
  const { out, err } = await release([...args, '--json']);
  expect([JSON.parse(out), err]).toEqual([unused, '']);
});

test('a folder that the register would refuse is refused before anything is sent, one line per fault', async () => {
  const { url, asked } = await startShop(() => [201, unused]);
  const folder = await sampleFolder();
  await Promise.all(['assets/fr.js', 'assets/page.css'].map((file) => rm(path.join(folder, file))));
  const { code, out, err } = await release(['publish', folder, '--shop', url]);
  expect([code, out, asked]).toEqual([3, '', []]);
  expect(err).toBe(`This release cannot be put into service (found before anything was sent)
  - files.assets/page.css: it is missing; send exactly the files of the build
  - files.assets/fr.js: it is missing; send exactly the files of the build
`);
});

test('shows an answer that arrives before the whole upload was sent', async () => {
  const server = createServer((request, response) => {
    const refusal = problem('acces-refuse', 'This token is of another slice');
    response.writeHead(403, { 'content-type': 'application/problem+json', connection: 'close' });
    response.end(JSON.stringify(refusal));
    request.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const noise = randomBytes(3_000_000);
  const files = { ...sampleFiles, 'assets/picture.bin': noise };
  const folder = await sampleFolder({}, files);
  const shop = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { code, err } = await release(['publish', folder, '--shop', shop]);
  expect([code, err]).toEqual([3, expect.stringContaining('This token is of another slice')]);
});

test('promote, traffic, rollback and retire send the right requests', async () => {
  const deployment = { slice: 'produits', releases: [statusOf({ state: 'retired', traffic: 0 })], incidents: [] };
  const { url, asked } = await startShop((request) => [200, request.endsWith('/retire') ? deployment : statusOf()]);
  await release(['promote', 'produits', '1.2.0', '--reason', 'trial over', '--shop', url]);
  await release(['traffic', 'produits', '1.2.0', '30', '--hold', '--shop', url]);
  await release(['rollback', 'produits', '--to', '1.0.0', '--shop', url]);
  const { err } = await release(['retire', 'produits', '--reason', 'fin de saison', '--shop', url]);
  expect(asked.map(({ request, body }) => [request, body])).toEqual([
    ['PUT /api/frontends/produits/traffic', { version: '1.2.0', traffic: 100, automatic: true, reason: 'trial over' }],
    ['PUT /api/frontends/produits/traffic', { version: '1.2.0', traffic: 30, automatic: false }],
    ['POST /api/frontends/produits/rollback', { version: '1.0.0' }],
    ['POST /api/frontends/produits/retire', { reason: 'fin de saison' }],
  ]);
  expect(err).toContain('To bring a version back: npm run release -- promote produits');
});

test('status prints a table with the last incidents, and marks releases whose files are deleted', async () => {
  const incident = {
    version: '1.1.0',
    integrity: `sha384-${'b'.repeat(64)}`,
    kind: 'render',
    place: '/produits/:id',
    message: 'TypeError: prix is undefined',
    fallback: '1.0.0',
    places: 2,
    clients: 3,
    firstAt: '2026-11-01T10:06:30.000Z',
    lastAt: '2026-11-01T10:07:00.000Z',
  };
  const failed = statusOf({
    version: '1.1.0',
    state: 'failed',
    traffic: 0,
    clients: 9,
    failingClients: 3,
    reason: '3 of 9 clients saw a failure',
  });
  const old = statusOf({ version: '0.9.0', state: 'retired', traffic: 0, clients: 0, stored: false });
  const held = statusOf({ automatic: false });
  const status = Deployment.parse({ slice: 'produits', releases: [held, failed, old], incidents: [incident] });
  const { url } = await startShop(() => [200, status]);
  const { out } = await release(['status', 'produits', '--shop', url]);
  expect(out.trimEnd().split('\n')).toEqual([
    'version  state                   traffic  since                clients  failing  reason',
    '1.2.0    canary, held            10 %     2026-11-01 10:06:00  12       0',
    '1.1.0    failed                  0 %      2026-11-01 10:06:00  9        3        3 of 9 clients saw a',
    '                                                                                 failure',
    '0.9.0    retired, files deleted  0 %      2026-11-01 10:06:00  0        0',
    '',
    'last incidents       version  kind    first place    clients  fallback  message',
    '2026-11-01 10:07:00  1.1.0    render  /produits/:id  3        1.0.0     TypeError: prix is undefined',
    '',
    'A release whose files are deleted must be published again before it can have traffic.',
  ]);
});

test.each([
  ['active', 0],
  ['failed', 4],
])('status --watch ends when the canary is %s, with exit code %i', async (state, expected) => {
  let reads = 0;
  const { url } = await startShop(() => [
    200,
    { slice: 'produits', incidents: [], releases: [reads++ === 0 ? statusOf() : statusOf({ state, traffic: 0 })] },
  ]);
  expect((await release(['status', 'produits', '--watch', '--shop', url])).code).toBe(expected);
});

test('history prints time, author, reason and figures of each change', async () => {
  const entry = HistoryEntry.parse({
    id: '01890000-0000-7000-8000-000000000000',
    at: '2026-11-01T10:07:00.000Z',
    action: 'withdrawn',
    version: '1.1.0',
    state: 'failed',
    traffic: 0,
    author: 'automatic',
    reason: 'too many failures',
    figures: { clients: 9, failingClients: 3 },
  });
  const { url, asked } = await startShop(() => [200, [entry]]);
  const { out } = await release(['history', 'produits', '--limit', '5', '--shop', url]);
  expect(out.trimEnd().split('\n')).toEqual([
    'at                   action     version  state       author     reason',
    '2026-11-01 10:07:00  withdrawn  1.1.0    failed 0 %  automatic  too many failures · clients 9,',
    '                                                                failingClients 3',
  ]);
  expect(asked[0]?.request).toBe('GET /api/frontends/produits/history?limite=5');
});

test('an administrator creates a token, and stdout has only the token', async () => {
  const made = {
    id: '01890000-0000-7000-8000-000000000000',
    name: 'ci',
    createdAt: '2026-11-01T10:07:00.000Z',
    usedAt: null,
    token: 'boutique_produits_s',
  };
  const { url, asked } = await startShop((request) =>
    request.endsWith('/session')
      ? request.startsWith('DELETE')
        ? [204]
        : [200, {}, { 'set-cookie': 'session=s; HttpOnly' }]
      : [201, made],
  );
  const { code, out } = await release(['token', 'create', 'produits', '--name', 'ci', '--shop', url], {
    BOUTIQUE_ADMIN_EMAIL: 'admin@boutique.example',
    BOUTIQUE_ADMIN_PASSWORD: 'le-trousseau',
  });
  expect([code, out]).toEqual([0, 'boutique_produits_s\n']);
  expect(asked.map(({ request, cookie, body }) => [request, cookie, body])).toEqual([
    ['POST /api/session', '', { email: 'admin@boutique.example', motDePasse: 'le-trousseau' }],
    ['POST /api/frontends/produits/tokens', 'session=s', { name: 'ci' }],
    ['DELETE /api/session', 'session=s', false],
  ]);
});

test('signs an override when there is a key', async () => {
  const args = ['override', 'produits', '1.4.0', '--shop', 'https://shop.example'];
  expect((await release(args)).out).toBe('https://shop.example/?slice.produits=1.4.0\n');
  expect((await release(args, { SLICE_OVERRIDE_KEY: 'k' })).out).toMatch(/&signature=[\w-]{43}\n$/);
});

test('prints every fault of a refusal', async () => {
  const { url } = await startShop(() => [
    422,
    problem('release-refused', 'long', [
      { chemin: 'shared.react', message: '^20.0.0 is asked for' },
      { chemin: 'needs', message: 'no slice in service has the widget MenuCompte' },
    ]),
  ]);
  const { code, out, err } = await release(['publish', await sampleFolder(), '--shop', url]);
  expect([code, out]).toEqual([3, '']);
  expect(err).toContain(
    '(release-refused)\n  - shared.react: ^20.0.0 is asked for\n  - needs: no slice in service has the widget MenuCompte\n',
  );
});

test.each<[string, string[], Record<string, string>, number, string]>([
  ['no token', ['status', 'produits'], { BOUTIQUE_DEPLOY_TOKEN: '' }, 2, 'token create'],
  ['a share that is none', ['traffic', 'produits', '1.0.0', '150'], {}, 2, 'from 0 to 100'],
  ['no build', ['publish', '/nowhere/dist'], {}, 3, 'release.json: /nowhere/dist has none; build the slice first'],
  ['no command', ['deploy'], {}, 2, "unknown command 'deploy'"],
  ['no administrator', ['token', 'list', 'produits'], {}, 2, 'BOUTIQUE_ADMIN_EMAIL'],
  ['no password', ['token', 'list', 'produits', '--email', 'a@b.c'], {}, 2, 'BOUTIQUE_ADMIN_PASSWORD'],
  ['no shop', ['status', 'produits', '--shop', 'http://127.0.0.1:9'], {}, 5, 'http://127.0.0.1:9 does not answer'],
])('%s: prints what to do and sets the exit code', async (_, args, variables, expected, sentence) => {
  const { code, err } = await release(args, variables);
  expect(code).toBe(expected);
  expect(err).toContain(sentence);
});

test.each([
  [403, problem('acces-refuse', 'This token is of panier'), 3, 'This token is of panier'],
  [503, problem('base-indisponible', 'try again'), 5, 'answered 503'],
])('answer %i: prints the reason and sets the exit code', async (status, body, expected, sentence) => {
  const { url } = await startShop(() => [status, body]);
  const { code, err } = await release(['status', 'produits', '--shop', url]);
  expect(code).toBe(expected);
  expect(err).toContain(sentence);
});
