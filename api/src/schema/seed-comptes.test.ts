import { demoUtilisateurs } from '@boutique/demo-data/utilisateurs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/databases.ts';
import { createAccount } from '../../test/visitors.ts';
import { verifyPassword } from '../comptes/hash-password.ts';
import { type SignIns, setSignIns } from './seed-comptes.ts';

let database: TestDatabase;
const STRONG = 'cheval agrafe pile';
const settings = (changes: Partial<SignIns> = {}): SignIns => ({
  production: false,
  demo: true,
  adminEmail: undefined,
  adminPassword: undefined,
  demoUserPassword: undefined,
  ...changes,
});
const inProduction = (changes: Partial<SignIns> = {}) => settings({ production: true, demo: false, ...changes });
const signsIn = async (email: string, motDePasse: string) => {
  const row = await database.db('utilisateurs').where({ email }).first('mot_de_passe');
  return verifyPassword(motDePasse, row.mot_de_passe);
};
const [ADMIN, USER] = demoUtilisateurs.map(({ email }) => email) as [string, string];

async function open(template: 'demo' | 'vide') {
  await database?.drop();
  database = await createTestDatabase(template);
}
beforeEach(() => open('demo'));
afterEach(async () => {
  await database.drop();
  database = undefined as unknown as TestDatabase;
});

test('a developer is told random passwords, once', async () => {
  const said = await setSignIns(database.db, settings());
  expect(said).toEqual([
    expect.stringMatching(
      /^Admin signs in as admin@boutique\.example with [\w-]{16} \(said once; ADMIN_PASSWORD sets another\)\.$/,
    ),
    expect.stringMatching(
      /^User signs in as user@boutique\.example with [\w-]{16} \(said once; DEMO_USER_PASSWORD sets another\)\.$/,
    ),
  ]);
  const [admin, user] = said.map((line) => / with (\S+) /.exec(line)?.[1] ?? '') as [string, string];
  expect(await signsIn(ADMIN, admin)).toBe(true);
  expect(await signsIn(USER, user)).toBe(true);
  expect(await setSignIns(database.db, settings())).toEqual([]);
  expect(await signsIn(ADMIN, admin)).toBe(true);
});

test('variables win each time; a password that is another one ends sessions', async () => {
  await setSignIns(database.db, settings());
  const { id } = await database.db('utilisateurs').where({ email: ADMIN }).first('id');
  const openSession = () =>
    database.db('sessions').insert({ jeton_sha256: Buffer.from(String(Math.random())), utilisateur_id: id });
  const sessions = async () => (await database.db('sessions').where({ utilisateur_id: id })).length;
  await openSession();
  const chosen = settings({ adminEmail: 'chef@boutique.example', adminPassword: 'x', demoUserPassword: 'y' });
  expect(await setSignIns(database.db, chosen)).toEqual([]);
  expect(await database.db('utilisateurs').where({ id }).first('email', 'role')).toEqual({
    email: 'chef@boutique.example',
    role: 'admin',
  });
  expect(await signsIn('chef@boutique.example', 'x')).toBe(true);
  expect(await signsIn(USER, 'y')).toBe(true);
  expect(await sessions()).toBe(0);
  await openSession();
  await setSignIns(database.db, chosen);
  expect(await sessions()).toBe(1);
});

test('production makes the admin that is named, and no other account', async () => {
  await open('vide');
  expect(await setSignIns(database.db, inProduction())).toEqual([]);
  expect(await database.db('utilisateurs')).toEqual([]);
  const named = inProduction({ adminEmail: 'chef@boutique.example', adminPassword: STRONG });
  await setSignIns(database.db, named);
  await setSignIns(database.db, named);
  expect(await database.db('utilisateurs').select('nom', 'email', 'role', 'profil_public')).toEqual([
    { nom: 'Admin', email: 'chef@boutique.example', role: 'admin', profil_public: false },
  ]);
  expect(await signsIn('chef@boutique.example', STRONG)).toBe(true);
});

test('an account that is there becomes the admin', async () => {
  const { id } = await createAccount(database.db, 'user', { email: 'Chef@boutique.example', actif: false });
  await setSignIns(database.db, inProduction({ adminEmail: 'chef@boutique.example', adminPassword: STRONG }));
  expect(await database.db('utilisateurs').where({ id }).first('role', 'actif')).toEqual({
    role: 'admin',
    actif: true,
  });
});

test('containers with demo data sign in with what they are given, and are told nothing', async () => {
  const container = { production: true, adminPassword: STRONG };
  expect(await setSignIns(database.db, settings(container))).toEqual([]);
  expect(await signsIn(ADMIN, STRONG)).toBe(true);
  expect(await database.db('utilisateurs').where({ email: USER }).pluck('mot_de_passe')).toEqual([null]);
});

test.each([
  [inProduction({ adminEmail: 'a@b.example', adminPassword: 'password123' }), 'ADMIN_PASSWORD is wrong: 8 to 128'],
  [inProduction({ adminEmail: 'a@b.example', adminPassword: 'court' }), 'ADMIN_PASSWORD is wrong: 8 to 128'],
  [inProduction({ adminEmail: 'chef@b.example', adminPassword: 'Chef@b.example' }), 'ADMIN_PASSWORD is wrong'],
  [settings({ production: true, demoUserPassword: 'motdepasse' }), 'DEMO_USER_PASSWORD is wrong'],
  [inProduction({ adminEmail: 'a@b.example' }), 'ADMIN_PASSWORD is missing'],
  [inProduction({ adminPassword: STRONG }), 'ADMIN_EMAIL is missing'],
])('refuses %o', async (wrong, message) => {
  await expect(setSignIns(database.db, wrong)).rejects.toThrow(message);
});
