import { expect } from 'vitest';
import { test as base } from '../../test/fixtures.ts';
import { type Browser, createAccount, newEmail } from '../../test/people.ts';

const LIST = '/api/administration/utilisateurs';

const test = base.extend(
  'person',
  ({ db, openBrowser }) =>
    async (role: 'admin' | 'user', row: Record<string, unknown> = {}) => {
      const { id, token } = await createAccount(db, role, row);
      return { id, ...openBrowser({ session: token }) };
    },
);
test.beforeEach(async ({ db }) => {
  await db('journal').delete();
  await db('utilisateurs').delete();
});
const patch = (admin: Browser, id: string, changes: object) => admin.send('PATCH', `${LIST}/${id}`, changes);
const idsOf = ({ body }: { body: { id: string }[] }) => body.map(({ id }) => id);

test('lists accounts, the newest first, by search and filters, page by page', async ({ person }) => {
  const admin = await person('admin', { nom: 'Ada', email: 'ada@boutique.example' });
  const bob = await person('user', { nom: 'Bob 100%', email: 'bob@example.org', actif: false });
  const eve = await person('user', { nom: 'Ève', email: 'eve_x@example.org' });
  expect(idsOf(await admin.get(LIST))).toEqual([eve.id, bob.id, admin.id]);
  for (const [query, ids] of [
    ['q=EXAMPLE.ORG', [eve.id, bob.id]],
    ['q=bob', [bob.id]],
    ['q=EVE', [eve.id]],
    ['q=org+%C3%A8ve', [eve.id]],
    ['q=eve_x', [eve.id]],
    ['q=100%25', [bob.id]],
    ['q=%25', []],
    ['q=_', []],
    ['q=%5C', []],
    ['q=', [eve.id, bob.id, admin.id]],
    ['role=admin', [admin.id]],
    ['actif=false', [bob.id]],
    ['role=user&actif=true', [eve.id]],
  ] as const) {
    const answer = await admin.get(`${LIST}?${query}`);
    expect(idsOf(answer), query).toEqual(ids);
    expect(answer.headers.get('x-total-count')).toBe(String(ids.length));
  }
  const seen: string[] = [];
  for (let next: string | undefined = `${LIST}?limite=1&q=example`; next; ) {
    const answer = await admin.get(next);
    seen.push(...idsOf(answer));
    next = answer.headers.get('link')?.match(/^<([^>]*)>/)?.[1];
  }
  expect(seen).toEqual([eve.id, bob.id, admin.id]);
});

test('disabling an account ends its sessions; it cannot sign in until it is enabled again', async ({
  person,
  openBrowser,
  db,
}) => {
  const admin = await person('admin');
  const email = newEmail();
  const own = openBrowser();
  const { id } = (await own.signUp(email)).body.compte;
  expect((await patch(admin, id, { actif: false })).body).toMatchObject({ id, actif: false });
  expect(await own.whoAmI()).toBeNull();
  expect(await db('sessions').where({ utilisateur_id: id })).toEqual([]);
  expect((await own.signIn(email)).status).toBe(401);
  expect((await patch(admin, id, { actif: true })).status).toBe(200);
  expect(await own.whoAmI()).toBeNull();
  expect((await own.signIn(email)).status).toBe(200);
});

test('a sign-in that is under way while the account is disabled leaves no session', async ({
  person,
  openBrowser,
  db,
}) => {
  const admin = await person('admin');
  const email = newEmail();
  const { id } = (await openBrowser().signUp(email)).body.compte;
  const signing = Array.from({ length: 4 }, () => openBrowser().signIn(email));
  await patch(admin, id, { actif: false });
  await Promise.all(signing);
  expect(await db('sessions').where({ utilisateur_id: id })).toEqual([]);
});

test('the shop keeps an admin, also when all of them are demoted at the same time', async ({ person, db }) => {
  const admins = await Promise.all(Array.from({ length: 4 }, () => person('admin')));
  const answers = await Promise.all(
    admins.map((admin, i) => patch(admin, admin.id, i % 2 ? { role: 'user' } : { actif: false })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 409]);
  expect(answers.find(({ status }) => status === 409)?.body.code).toBe('dernier-admin');
  expect(await db('utilisateurs').where({ role: 'admin', actif: true })).toHaveLength(1);
});

test('the audit has each change with its author, and no line when nothing changed', async ({ person }) => {
  const admin = await person('admin', { nom: 'Ada' });
  const other = await person('user');
  await patch(admin, other.id, { role: 'admin', actif: true });
  await patch(admin, other.id, { role: 'admin' });
  await patch(admin, other.id, { actif: false });
  await patch(admin, '01890000-0000-7000-8000-000000000000', { actif: false });
  const { body, headers } = await admin.get('/api/administration/journal?objet=utilisateur');
  const line = {
    acteur: { id: admin.id, nom: 'Ada' },
    action: 'utilisateur-modifie',
    objet: 'utilisateur',
    objetId: other.id,
  };
  expect(body).toMatchObject([
    { ...line, details: { actif: { avant: true, apres: false } } },
    { ...line, details: { role: { avant: 'user', apres: 'admin' } } },
  ]);
  expect(headers.get('x-total-count')).toBe('2');
  expect((await admin.get('/api/administration/journal?objet=produit')).body).toEqual([]);
  const first = await admin.get('/api/administration/journal?limite=1');
  const next = first.headers.get('link')?.match(/^<([^>]*)>/)?.[1] ?? '';
  expect(idsOf(await admin.get(next))).toEqual([body[1].id]);
});
