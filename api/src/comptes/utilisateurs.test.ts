import { expect } from 'vitest';
import { test } from '../../test/fixtures.ts';

const people = [
  { id: '019bbb84-c800-7c41-9b52-000000000001', nom: 'Émile', role: 'user' },
  { id: '019bbb84-c800-7c41-9b52-000000000002', nom: 'Emile', role: 'user' },
  { id: '019bbb84-c800-7c41-9b52-000000000003', nom: 'Zoé', role: 'admin' },
  { id: '019bbb84-c800-7c41-9b52-000000000004', nom: 'Zoé', role: 'user' },
];
const sorted = [people[1], people[0], people[2], people[3]];
const secret = { id: '019bbb84-c800-7c41-9b52-000000000005', nom: 'Alice', role: 'user' };
const left = { id: '019bbb84-c800-7c41-9b52-000000000006', nom: 'Bob', role: 'user' };

test.beforeAll(async ({ db }) => {
  await db('utilisateurs').insert([
    ...people.map((person, i) => ({ ...person, email: `p${i}@example.org`, profil_public: true })),
    { ...secret, email: 'alice@example.org', profil_public: false },
    { ...left, email: 'bob@example.org', profil_public: true, actif: false },
  ]);
});

test('lists public profiles by name as French sorts them, without e-mail', async ({ api }) => {
  const response = await api.get('/api/utilisateurs');
  expect(response.status).toBe(200);
  expect(response.headers.get('x-total-count')).toBe('4');
  expect(response.headers.get('link')).toBeNull();
  expect(await response.json()).toEqual(sorted);
});

test('walks page by page, also through equal names', async ({ api }) => {
  const seen: unknown[] = [];
  for (let next: string | undefined = '/api/utilisateurs?limite=1'; next; ) {
    const response: Response = await api.get(next);
    seen.push(...((await response.json()) as unknown[]));
    next = response.headers.get('link')?.match(/^<([^>]*)>/)?.[1];
  }
  expect(seen).toEqual(sorted);
});

test('reads one', async ({ api }) => {
  expect(await (await api.get(`/api/utilisateurs/${people[0]?.id}`)).json()).toEqual(people[0]);
});

test.for([secret, left, { id: '019bbb84-c800-7c41-9b52-00000000000f' }])(
  'does not know $id',
  async ({ id }, { api }) => {
    const response = await api.get(`/api/utilisateurs/${id}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      code: 'utilisateur-introuvable',
      instance: `/api/utilisateurs/${id}`,
    });
  },
);

test('refuses a cursor of the products', async ({ api }) => {
  const response = await api.get('/api/utilisateurs?apres=WyJ4IiwieCJd.aaaaaaaaaaaaaaaa');
  expect(await response.json()).toMatchObject({ status: 400, code: 'curseur-invalide' });
});

test('two accounts cannot have the same e-mail address, ignoring case', async ({ db }) => {
  const again = { nom: 'Double', email: 'P0@Example.org', role: 'user' };
  await expect(db('utilisateurs').insert(again)).rejects.toThrow('utilisateurs_email');
});
