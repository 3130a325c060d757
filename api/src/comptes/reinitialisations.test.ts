import { expect, vi } from 'vitest';
import { test as base } from '../../test/fixtures.ts';
import { createMailLog, tokenOf } from '../../test/mail-log.ts';
import { adresse, newEmail, PASSWORD } from '../../test/people.ts';

const { log, lines, mails } = createMailLog();
const NEW = 'cinq tasses de thé brûlant';

const test = base
  .override('options', { log })
  .extend('account', ({ openBrowser }) => async () => {
    const email = newEmail();
    const browser = openBrowser();
    const { body } = await browser.signUp(email);
    lines.length = 0;
    return { ...browser, email, id: body.compte.id as string };
  })
  .extend(
    'ask',
    ({ openBrowser }) =>
      (email: string, { ip = '203.0.113.1', query = '', headers = {} } = {}) =>
        openBrowser({}, { 'x-forwarded-for': ip, ...headers }).send('POST', `/api/reinitialisations${query}`, {
          email,
        }),
  )
  /** The token of the mail that comes after asking. */
  .extend('linkOf', ({ ask }) => async (email: string) => {
    const before = mails().length;
    expect((await ask(email)).status).toBe(204);
    await vi.waitFor(() => expect(mails().length).toBe(before + 1));
    return tokenOf(mails().at(-1));
  })
  .extend(
    'reset',
    ({ openBrowser }) =>
      (jeton: string, nouveau = NEW) =>
        openBrowser().send('PUT', '/api/reinitialisations/mot-de-passe', { jeton, nouveau }),
  );
test.afterEach(({ db }) => db('tentatives').delete());

test('the link of the mail sets a new password, once, and ends every session', async ({
  account,
  linkOf,
  reset,
  openBrowser,
}) => {
  const own = await account();
  const jeton = await linkOf(own.email.toUpperCase());
  expect(mails()).toMatchObject([{ to: own.email, subject: 'Choisissez un nouveau mot de passe' }]);
  expect(mails()[0]?.link).toMatch(/^http:\/\/boutique\.test\/reinitialisation\?jeton=[\w-]{43}$/);
  const { status, body, headers } = await reset(jeton);
  expect({ status, body }).toEqual({ status: 204, body: null });
  // makes the browser known, without access
  expect(headers.getSetCookie().map((line) => line.split('=')[0])).toEqual(['appareil']);
  expect(await own.whoAmI()).toBeNull();
  expect((await openBrowser().signIn(own.email, PASSWORD)).status).toBe(401);
  const { status: signedIn, body: after } = await openBrowser().signIn(own.email, NEW);
  expect(signedIn).toBe(200);
  // the mail reached the owner of the address
  expect(after.compte.emailVerifie).toBe(true);
  expect((await reset(jeton)).body.code).toBe('jeton-invalide');
});

test('an account with another’s address yields to the owner, who proves it by mail', async ({
  account,
  linkOf,
  reset,
  openBrowser,
}) => {
  const stranger = await account();
  const { email } = stranger;
  await stranger.send('POST', '/api/compte/adresses', { ...adresse, parDefaut: true });
  const owner = openBrowser();
  expect((await owner.signUp(email)).body.code).toBe('email-deja-utilise');
  expect((await reset(await linkOf(email))).status).toBe(204);
  expect(await stranger.whoAmI()).toBeNull();
  expect((await stranger.signIn(email, PASSWORD)).status).toBe(401);
  expect((await owner.signIn(email, NEW)).body.compte.emailVerifie).toBe(true);
  expect((await owner.get('/api/compte/adresses')).body).toEqual([]);
  await owner.send('POST', '/api/compte/adresses', { ...adresse, parDefaut: true });
  expect((await reset(await linkOf(email))).status).toBe(204);
  expect((await owner.signIn(email, NEW)).status).toBe(200);
  expect((await owner.get('/api/compte/adresses')).body).toHaveLength(1);
});

test('a link is valid for half an hour, stored as a digest, and replaced by the next one', async ({
  account,
  linkOf,
  reset,
  db,
}) => {
  const own = await account();
  const first = await linkOf(own.email);
  const second = await linkOf(own.email);
  expect((await reset(first)).body.code).toBe('jeton-invalide');
  const { rows } = await db.raw('select r::text as line from reinitialisations r where utilisateur_id = ?', [own.id]);
  expect(rows).toHaveLength(1);
  expect(rows[0].line).not.toContain(second);
  expect(rows[0].line).not.toContain(Buffer.from(second).toString('hex'));
  await db('reinitialisations').update({ cree_le: db.raw("now() - interval '31 minutes'") });
  expect((await reset(second)).body.code).toBe('jeton-invalide');
  await db('reinitialisations').update({ cree_le: db.raw("now() - interval '29 minutes'") });
  expect((await reset(second)).status).toBe(204);
});

test('a link that is used twice in parallel works once', async ({ account, linkOf, reset }) => {
  const { email } = await account();
  const jeton = await linkOf(email);
  const statuses = (await Promise.all([reset(jeton), reset(jeton)])).map(({ status }) => status);
  expect(statuses.sort()).toEqual([204, 422]);
});

test.for(['password', 'court', 'OWN'])(
  'a weak password is refused, and the link stays valid: %s',
  async (weak, { account, linkOf, reset }) => {
    const { email } = await account();
    const jeton = await linkOf(email);
    const { status, body } = await reset(jeton, weak === 'OWN' ? email : weak);
    expect(status).toBe(400);
    expect(body.erreurs).toMatchObject([{ chemin: 'body.nouveau' }]);
    expect((await reset(jeton)).status).toBe(204);
  },
);

test('a changed password and a disabled account make the link useless', async ({ account, linkOf, reset, db }) => {
  const own = await account();
  const changed = await linkOf(own.email);
  await own.send('PUT', '/api/compte/mot-de-passe', { actuel: PASSWORD, nouveau: NEW });
  expect((await reset(changed)).body.code).toBe('jeton-invalide');
  const disabled = await linkOf(own.email);
  await db('utilisateurs').where({ id: own.id }).update({ actif: false });
  expect((await reset(disabled)).body.code).toBe('jeton-invalide');
});

test('the answer is the same without an account, and does not wait for the link', async ({ account, ask, db }) => {
  const own = await account();
  const unknown = await ask(newEmail());
  const trx = await db.transaction();
  await trx.raw('lock table reinitialisations in access exclusive mode');
  const known = await ask(own.email).finally(() => trx.rollback());
  expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
  const names = ({ headers }: typeof known) => [...headers.keys()];
  expect(names(known)).toEqual(names(unknown));
  await vi.waitFor(() => expect(mails().map(({ to }) => to)).toEqual([own.email]));
});

test.for(['known', 'unknown'])(
  'three mails per half hour for an address, %s or not',
  async (which, { account, ask }) => {
    const email = which === 'known' ? (await account()).email : newEmail();
    for (let i = 0; i < 3; i += 1) expect((await ask(email, { ip: `203.0.113.${i}` })).status).toBe(204);
    const { status, body, headers } = await ask(email.toUpperCase(), { ip: '203.0.113.9' });
    expect({ status, code: body.code }).toEqual({ status: 429, code: 'trop-de-tentatives' });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(1_700);
  },
);

test('one client address asks for a hundred links an hour', async ({ ask, db }) => {
  await db('tentatives').insert({ cle: 'reinitialisation:adresse:203.0.113.7', nombre: 99, debut: db.fn.now() });
  expect((await ask(newEmail(), { ip: '203.0.113.7' })).status).toBe(204);
  expect((await ask(newEmail(), { ip: '203.0.113.7' })).status).toBe(429);
});

test.for([
  ['the page', { query: '?langue=en' }],
  ['a form without scripts', { headers: { 'accept-language': 'en' } }],
] as const)('the mail is in the language of %s', async ([_of, request], { account, ask }) => {
  const { email } = await account();
  await ask(email, request);
  const link = expect.stringMatching(/\/en\/reinitialisation\?jeton=/);
  await vi.waitFor(() => expect(mails()).toMatchObject([{ subject: 'Choose a new password', link }]));
});

test('a disabled account gets no mail', async ({ account, ask, linkOf, db }) => {
  const [disabled, other] = [await account(), await account()];
  await db('utilisateurs').where({ id: disabled.id }).update({ actif: false });
  expect((await ask(disabled.email)).status).toBe(204);
  await linkOf(other.email);
  expect(mails().map(({ to }) => to)).toEqual([other.email]);
});

test('the log of requests has no token', async ({ account, linkOf, reset }) => {
  const { email } = await account();
  const jeton = await linkOf(email);
  await reset(jeton);
  const requests = lines.filter(({ msg }) => msg === 'request');
  expect(requests.length).toBeGreaterThan(0);
  expect(JSON.stringify(requests)).not.toContain(jeton);
});
