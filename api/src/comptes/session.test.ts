import { describe, expect } from 'vitest';
import { test as base } from '../../test/fixtures.ts';
import { newEmail, PASSWORD } from '../../test/people.ts';
import type { TestApi } from '../../test/start-api.ts';
import { digestOf } from '../platform/tokens.ts';
import { hashPassword } from './hash-password.ts';

const test = base.extend('account', ({ openBrowser }) => async () => {
  const email = newEmail();
  const first = openBrowser();
  expect((await first.signUp(email)).status).toBe(201);
  return { email, browser: first, id: (await first.whoAmI()).id as string };
});

test('signs in with the address in any case, and signs out', async ({ account, openBrowser }) => {
  const { email, id } = await account();
  const other = openBrowser();
  const { status, body, headers } = await other.signIn(email.toUpperCase());
  expect(status).toBe(200);
  expect(body.compte).toEqual({
    id,
    nom: 'Camille',
    email,
    emailVerifie: false,
    role: 'user',
    profilPublic: false,
    actif: true,
    creeLe: expect.any(String),
  });
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.getSetCookie().find((line) => line.startsWith('session='))).toMatch(/; httponly$/i);
  expect(headers.getSetCookie().join()).toMatch(/samesite=lax/i);
  expect((await other.whoAmI()).id).toBe(id);
  expect((await other.send('DELETE', '/api/session')).status).toBe(204);
  expect(await other.whoAmI()).toBeNull();
});

test('a token is useless after signing out, and when it is too old', async ({ account, openBrowser, db }) => {
  const { browser: own, id } = await account();
  const stolen = openBrowser({ session: own.cookies.get('session') ?? '' });
  expect((await stolen.whoAmI()).id).toBe(id);
  await db('sessions')
    .where({ utilisateur_id: id })
    .update({ vue_le: db.raw("now() - interval '15 days'") });
  expect(await stolen.whoAmI()).toBeNull();
  await db('sessions')
    .where({ utilisateur_id: id })
    .update({
      vue_le: db.fn.now(),
      cree_le: db.raw("now() - interval '91 days'"),
    });
  expect(await stolen.whoAmI()).toBeNull();
});

test('tokens are stored only as digests', async ({ account, db }) => {
  const { browser: own, id } = await account();
  const token = own.cookies.get('session') ?? '';
  const appareil = own.cookies.get('appareil') ?? '';
  expect(await db('sessions').where({ utilisateur_id: id }).pluck('jeton_sha256')).toEqual([digestOf(token)]);
  expect(await db('appareils').where({ utilisateur_id: id }).pluck('jeton_sha256')).toEqual([digestOf(appareil)]);
  for (const table of [
    'sessions',
    'appareils',
    'verifications',
    'reinitialisations',
    'utilisateurs',
    'acheteurs',
    'tentatives',
  ]) {
    const { rows } = await db.raw(`select t::text as line from ${table} t`);
    const lines = rows.map(({ line }: { line: string }) => line).join('\n');
    for (const secret of [token, appareil, PASSWORD]) {
      expect(lines).not.toContain(secret);
      expect(lines).not.toContain(Buffer.from(secret).toString('hex'));
    }
  }
});

test('a planted session ends at sign-in, and the new session has another token', async ({ account, openBrowser }) => {
  const attacker = await account();
  const planted = attacker.browser.cookies.get('session') ?? '';
  const { email } = await account();
  const victim = openBrowser({ session: planted, appareil: attacker.browser.cookies.get('appareil') ?? '' });
  await victim.signIn(email);
  expect(victim.cookies.get('session')).not.toBe(planted);
  expect(victim.cookies.get('appareil')).not.toBe(attacker.browser.cookies.get('appareil'));
  expect(await attacker.browser.whoAmI()).toBeNull();
});

test('an account keeps its hundred most recently used sessions', async ({ account, openBrowser, db }) => {
  const { email, id, browser: oldest } = await account();
  const unused = (hours: number) => db.raw('now() - make_interval(hours => ?)', [hours]);
  await db('sessions')
    .where({ utilisateur_id: id })
    .update({ vue_le: unused(300) });
  await db('sessions').insert(
    Array.from({ length: 99 }, (_, index) => ({
      jeton_sha256: digestOf(`session-${index}`),
      utilisateur_id: id,
      vue_le: unused(index + 1),
    })),
  );
  expect((await oldest.whoAmI()).id).toBe(id);
  await db('sessions')
    .where({ utilisateur_id: id })
    .where('vue_le', '>', unused(1))
    .update({ vue_le: unused(300) });
  const next = openBrowser();
  expect((await next.signIn(email)).status).toBe(200);
  expect((await next.whoAmI()).id).toBe(id);
  expect(await oldest.whoAmI()).toBeNull();
  expect(await db('sessions').where({ utilisateur_id: id })).toHaveLength(100);
});

test('signs out everywhere', async ({ account, openBrowser }) => {
  const { email, browser: first } = await account();
  const second = openBrowser();
  await second.signIn(email);
  expect((await second.send('DELETE', '/api/sessions')).status).toBe(204);
  expect(await first.whoAmI()).toBeNull();
  expect(await second.whoAmI()).toBeNull();
});

describe('a refused sign-in', () => {
  const hashes = async (api: TestApi) => {
    const metrics = await (await api.get('/metrics')).text();
    return Number(/^password_hash_duration_seconds_count (\d+)$/m.exec(metrics)?.[1]);
  };

  test('gets the same answer after the same work, for every reason', async ({ account, api, db, openBrowser }) => {
    const wrong = await account();
    const disabled = await account();
    await db('utilisateurs').where({ id: disabled.id }).update({ actif: false });
    const withoutPassword = newEmail();
    await db('utilisateurs').insert({ nom: 'X', email: withoutPassword, role: 'user' });
    const answers = [];
    for (const [email, motDePasse] of [
      [newEmail(), PASSWORD],
      ['no address at all', PASSWORD],
      [wrong.email, 'pas le bon'],
      [disabled.email, PASSWORD],
      [withoutPassword, PASSWORD],
    ] as const) {
      const before = await hashes(api);
      const { status, body, headers } = await openBrowser().signIn(email, motDePasse);
      expect((await hashes(api)) - before, email).toBe(1);
      expect(headers.getSetCookie()).toEqual([]);
      answers.push({ status, body });
    }
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'identifiants-invalides' } });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });
});

test('signing in replaces a hash that has older parameters', async ({ account, db, openBrowser }) => {
  const { id, email } = await account();
  const old = await hashPassword(PASSWORD, { memoryKib: 8, passes: 1, parallelism: 1 });
  await db('utilisateurs').where({ id }).update({ mot_de_passe: old });
  expect((await openBrowser().signIn(email, 'pas le bon')).status).toBe(401);
  expect(await db('utilisateurs').where({ id }).pluck('mot_de_passe')).toEqual([old]);
  expect((await openBrowser().signIn(email)).status).toBe(200);
  const [now] = await db('utilisateurs').where({ id }).pluck('mot_de_passe');
  expect(now).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect((await openBrowser().signIn(email)).status).toBe(200);
});

test('answers that depend on a cookie are not cacheable; others are', async ({ account, openBrowser }) => {
  const { browser: own } = await account();
  for (const path of ['/api/session', '/api/compte/adresses', '/api/compte/export']) {
    expect((await own.get(path)).headers.get('cache-control'), path).toBe('no-store');
  }
  expect((await openBrowser().get('/api/session')).headers.get('cache-control')).toBe('no-store');
  expect((await own.get('/api/utilisateurs')).headers.get('cache-control')).toBe('no-cache');
});

test('a character that cannot be stored is refused with 400', async ({ openBrowser }) => {
  const { status, body } = await openBrowser().signIn('a\0b@boutique.example');
  expect({ status, code: body.code }).toEqual({ status: 400, code: 'requete-invalide' });
});

describe('from another site', () => {
  const origin = (value: string) => ({ origin: value });
  test.for([
    ['same-origin by Fetch Metadata', { 'sec-fetch-site': 'same-origin' }, 401],
    ['typed in', { 'sec-fetch-site': 'none' }, 401],
    ['cross-site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a sibling', { 'sec-fetch-site': 'same-site' }, 403],
    ['cross-site, with our origin', { 'sec-fetch-site': 'cross-site', ...origin('OWN') }, 403],
    ['our origin', origin('OWN'), 401],
    ['another origin', origin('https://evil.example'), 403],
    ['our host on another port', origin('http://127.0.0.1:1'), 403],
    ['an opaque origin', origin('null'), 403],
    ['no browser', {}, 401],
  ] as [string, Record<string, string>, number][])('%s: %o', async ([_what, headers, status], { api, openBrowser }) => {
    const sent = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value.replace('OWN', api.url)]),
    );
    for (const [method, path] of [
      ['POST', '/api/session'],
      ['POST', '/api/utilisateurs'],
      ['DELETE', '/api/compte'],
    ] as const) {
      const answer = await openBrowser({}, sent).send(
        method,
        path,
        method === 'POST'
          ? { email: newEmail(), motDePasse: PASSWORD, ...(path.endsWith('s') && { nom: 'C' }) }
          : undefined,
      );
      const expected = status === 401 && path === '/api/utilisateurs' ? 201 : status;
      expect(answer.status, path).toBe(expected);
      if (status === 403) expect(answer.body.code).toBe('origine-refusee');
    }
  });
});
