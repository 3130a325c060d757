import { expect } from 'vitest';
import { test as base } from '../../test/fixtures.ts';
import { type Browser, newEmail, PASSWORD } from '../../test/people.ts';
import { digestOf } from '../platform/tokens.ts';
import { networkOf, subnetOf } from './attempt-buckets.ts';

const test = base.extend(
  'from',
  ({ openBrowser }) =>
    (ip: string, jar: Record<string, string> = {}) =>
      openBrowser(jar, { 'x-forwarded-for': ip }),
);
test.afterEach(({ db }) => db('tentatives').delete());

const statuses = async (answers: Promise<{ status: number }>[]) =>
  (await Promise.all(answers)).map(({ status }) => status).sort();
const failMany = (browser: Browser, email: string, times: number) =>
  statuses(Array.from({ length: times }, () => browser.signIn(email, 'pas le bon')));

test('unknown browsers of a subnet get ten attempts an hour, also in parallel; the owner signs in anywhere else', async ({
  from,
}) => {
  const email = newEmail();
  const owner = from('203.0.113.1');
  await owner.signUp(email);
  expect(await failMany(from('203.0.113.2'), email, 12)).toEqual([...Array(10).fill(401), 429, 429]);
  const { status, body, headers } = await from('203.0.113.3').signIn(email);
  expect({ status, code: body.code }).toEqual({ status: 429, code: 'trop-de-tentatives' });
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(3_500);
  expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(3_600);
  expect((await owner.signIn(email)).status).toBe(200);
  expect((await from('198.51.100.1').signIn(email)).status).toBe(200);
});

test('an IPv6 subnet is a /48', async ({ from }) => {
  const email = newEmail();
  await from('203.0.113.1').signUp(email);
  await failMany(from('2001:db8:1:1::1'), email, 10);
  expect((await from('2001:db8:1:ffff::1').signIn(email)).status).toBe(429);
  expect((await from('2001:db8:2::1').signIn(email)).status).toBe(200);
});

test('strangers in ten subnets lock nobody out', async ({ from }) => {
  const email = newEmail();
  await from('203.0.113.1').signUp(email);
  for (let subnet = 0; subnet < 10; subnet += 1) await failMany(from(`10.0.${subnet}.1`), email, 10);
  expect((await from('203.0.113.1').signIn(email)).status).toBe(200);
});

test('a mailed link lets the owner in where strangers have used up the attempts', async ({ from, db }) => {
  const email = newEmail();
  const { body } = await from('203.0.113.1').signUp(email);
  await failMany(from('203.0.113.2'), email, 11);
  const owner = from('203.0.113.3');
  expect((await owner.signIn(email)).status).toBe(429);
  const jeton = 'x'.repeat(43);
  await db('reinitialisations').insert({ utilisateur_id: body.compte.id, jeton_sha256: digestOf(jeton) });
  const nouveau = 'cinq tasses de thé brûlant';
  expect((await owner.send('PUT', '/api/reinitialisations/mot-de-passe', { jeton, nouveau })).status).toBe(204);
  expect((await owner.signIn(email, nouveau)).status).toBe(200);
});

test('a browser that has signed in before has ten attempts of its own, for this account only', async ({ from }) => {
  const [email, other] = [newEmail(), newEmail()];
  const owner = from('203.0.113.1');
  await owner.signUp(email);
  await from('203.0.113.9').signUp(other);
  await failMany(owner, email, 10);
  expect((await owner.signIn(email)).status).toBe(429);
  expect((await from('203.0.113.2').signIn(email)).status).toBe(200);
  await failMany(from('203.0.113.2'), other, 10);
  expect((await owner.signIn(other)).status).toBe(429);
});

test('one client address gets a hundred attempts over all accounts; known browsers there still sign in', async ({
  from,
  db,
}) => {
  const email = newEmail();
  const owner = from('203.0.113.5');
  await owner.signUp(email);
  await db('tentatives').insert({ cle: 'connexion:adresse:203.0.113.5', nombre: 99, debut: db.fn.now() });
  expect((await from('203.0.113.5').signIn(newEmail())).status).toBe(401);
  expect((await from('203.0.113.5').signIn(newEmail())).status).toBe(429);
  expect((await from('203.0.113.6').signIn(newEmail())).status).toBe(401);
  expect((await owner.signIn(email)).status).toBe(200);
});

test('an address in X-Forwarded-For is the same with a port and brackets as without', async ({ from, db }) => {
  for (const [network, forms] of [
    ['203.0.113.8', ['203.0.113.8', '203.0.113.8:5678', '::ffff:203.0.113.8', '[::ffff:203.0.113.8]:443']],
    ['2001:db8:0:0::/64', ['2001:db8::1', '[2001:db8::1]:443', '[2001:db8::2]']],
  ] as const) {
    for (const form of forms) expect((await from(form).signIn(newEmail())).status).toBe(401);
    expect(
      await db('tentatives')
        .where({ cle: `connexion:adresse:${network}` })
        .pluck('nombre'),
    ).toEqual([forms.length]);
  }
});

test('a success resets the count, and does not count for the client address', async ({ from, db }) => {
  const email = newEmail();
  await from('203.0.113.1').signUp(email);
  const stranger = from('203.0.113.7');
  await failMany(stranger, email, 9);
  expect((await from('203.0.113.7').signIn(email)).status).toBe(200);
  expect(await db('tentatives').where('cle', 'like', 'connexion:%').select('cle', 'nombre')).toEqual([
    { cle: 'connexion:adresse:203.0.113.7', nombre: 9 },
  ]);
});

test('attempts are possible again after the window', async ({ from, db }) => {
  const email = newEmail();
  await from('203.0.113.1').signUp(email);
  await failMany(from('203.0.113.2'), email, 11);
  await db('tentatives').update({ debut: db.raw("now() - interval '3601 seconds'") });
  expect((await from('203.0.113.2').signIn(email)).status).toBe(200);
});

test('an unknown e-mail address is limited like a known one', async ({ from }) => {
  const email = newEmail();
  expect(await failMany(from('203.0.113.2'), email, 11)).toEqual([...Array(10).fill(401), 429]);
  expect((await from('203.0.113.2').signIn(email.toUpperCase())).status).toBe(429);
});

test('one client address can sign up a hundred times an hour', async ({ db, from }) => {
  await db('tentatives').insert({ cle: 'inscription:203.0.113.8', nombre: 99, debut: db.fn.now() });
  expect((await from('203.0.113.8').signUp(newEmail())).status).toBe(201);
  expect((await from('203.0.113.8').signUp(newEmail())).status).toBe(429);
});

test('forged addresses in X-Forwarded-For gain no attempts; an account remembers ten browsers', async ({
  from,
  db,
}) => {
  const email = newEmail();
  await from('198.51.100.1, 203.0.113.1').signUp(email);
  expect(await db('tentatives').pluck('cle')).toContain('inscription:203.0.113.1');
  for (let i = 0; i < 11; i += 1) expect((await from('203.0.113.1').signIn(email, PASSWORD)).status).toBe(200);
  expect(
    await db('appareils as a').join('utilisateurs as u', 'u.id', 'a.utilisateur_id').where({ email }),
  ).toHaveLength(10);
});

test.each([
  ['203.0.113.1', '203.0.113.1', '203.0.113.0/24'],
  ['::ffff:203.0.113.1', '203.0.113.1', '203.0.113.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:0db8:1:2::1', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:db8::1', '2001:db8:0:0::/64', '2001:db8:0::/48'],
  ['::1', '0:0:0:0::/64', '0:0:0::/48'],
  ['x'.repeat(5_000), 'inconnue', 'inconnue'],
])('%s counts as %s, of the subnet %s', (ip, network, subnet) => {
  expect(networkOf(ip)).toBe(network);
  expect(subnetOf(ip)).toBe(subnet);
});
