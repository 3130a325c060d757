import { demoUtilisateurs } from '@boutique/demo-data/utilisateurs';
import { describe, expect } from 'vitest';
import { isolatedTest as base } from '../../test/fixtures.ts';
import { createAccount } from '../../test/people.ts';
import { verifyPassword } from '../comptes/hash-password.ts';
import { type SignIns, setSignIns } from './seed-comptes.ts';

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
const [ADMIN, USER] = demoUtilisateurs.map(({ email }) => email) as [string, string];

const test = base
  .override('template', 'demo')
  .extend('signsIn', ({ db }) => async (email: string, motDePasse: string) => {
    const row = await db('utilisateurs').where({ email }).first('mot_de_passe');
    return verifyPassword(motDePasse, row.mot_de_passe);
  });

test('random passwords are printed for a developer, once', async ({ db, signsIn }) => {
  const lines = await setSignIns(db, settings());
  expect(lines).toEqual([
    expect.stringMatching(
      /^Admin signs in as admin@boutique\.example with [\w-]{16} \(said once; ADMIN_PASSWORD sets another\)\.$/,
    ),
    expect.stringMatching(
      /^User signs in as user@boutique\.example with [\w-]{16} \(said once; DEMO_USER_PASSWORD sets another\)\.$/,
    ),
  ]);
  const [admin, user] = lines.map((line) => / with (\S+) /.exec(line)?.[1] ?? '') as [string, string];
  expect(await signsIn(ADMIN, admin)).toBe(true);
  expect(await signsIn(USER, user)).toBe(true);
  expect(await setSignIns(db, settings())).toEqual([]);
  expect(await signsIn(ADMIN, admin)).toBe(true);
});

test('variables win in each run; a changed password ends sessions', async ({ db, signsIn }) => {
  await setSignIns(db, settings());
  const { id } = await db('utilisateurs').where({ email: ADMIN }).first('id');
  const openSession = () =>
    db('sessions').insert({ jeton_sha256: Buffer.from(String(Math.random())), utilisateur_id: id });
  const sessions = async () => (await db('sessions').where({ utilisateur_id: id })).length;
  await openSession();
  const chosen = settings({ adminEmail: 'chef@boutique.example', adminPassword: 'x', demoUserPassword: 'y' });
  expect(await setSignIns(db, chosen)).toEqual([]);
  expect(await db('utilisateurs').where({ id }).first('email', 'role')).toEqual({
    email: 'chef@boutique.example',
    role: 'admin',
  });
  expect(await signsIn('chef@boutique.example', 'x')).toBe(true);
  expect(await signsIn(USER, 'y')).toBe(true);
  expect(await sessions()).toBe(0);
  await openSession();
  await setSignIns(db, chosen);
  expect(await sessions()).toBe(1);
});

describe('without demo data', () => {
  test.override('template', 'vide');

  test('production creates the named admin, and no other account', async ({ db, signsIn }) => {
    expect(await setSignIns(db, inProduction())).toEqual([]);
    expect(await db('utilisateurs')).toEqual([]);
    const named = inProduction({ adminEmail: 'chef@boutique.example', adminPassword: STRONG });
    await setSignIns(db, named);
    await setSignIns(db, named);
    expect(await db('utilisateurs').select('nom', 'email', 'role', 'profil_public')).toEqual([
      { nom: 'Admin', email: 'chef@boutique.example', role: 'admin', profil_public: false },
    ]);
    expect(await signsIn('chef@boutique.example', STRONG)).toBe(true);
  });
});

test('an existing account becomes the admin', async ({ db }) => {
  const { id } = await createAccount(db, 'user', { email: 'Chef@boutique.example', actif: false });
  await setSignIns(db, inProduction({ adminEmail: 'chef@boutique.example', adminPassword: STRONG }));
  expect(await db('utilisateurs').where({ id }).first('role', 'actif')).toEqual({
    role: 'admin',
    actif: true,
  });
});

test('containers with demo data use the given passwords, which are not printed', async ({ db, signsIn }) => {
  const container = { production: true, adminPassword: STRONG };
  expect(await setSignIns(db, settings(container))).toEqual([]);
  expect(await signsIn(ADMIN, STRONG)).toBe(true);
  expect(await db('utilisateurs').where({ email: USER }).pluck('mot_de_passe')).toEqual([null]);
});

test.for([
  [inProduction({ adminEmail: 'a@b.example', adminPassword: 'password123' }), 'ADMIN_PASSWORD is wrong: 8 to 128'],
  [inProduction({ adminEmail: 'a@b.example', adminPassword: 'court' }), 'ADMIN_PASSWORD is wrong: 8 to 128'],
  [inProduction({ adminEmail: 'chef@b.example', adminPassword: 'Chef@b.example' }), 'ADMIN_PASSWORD is wrong'],
  [settings({ production: true, demoUserPassword: 'motdepasse' }), 'DEMO_USER_PASSWORD is wrong'],
  [inProduction({ adminEmail: 'a@b.example' }), 'ADMIN_PASSWORD is missing'],
  [inProduction({ adminPassword: STRONG }), 'ADMIN_EMAIL is missing'],
] as const)('refuses %o', async ([wrong, message], { db }) => {
  await expect(setSignIns(db, wrong)).rejects.toThrow(message);
});
