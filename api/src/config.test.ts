import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig, readMigrationConfig } from './config.ts';

const DATABASE_URL = 'postgres://boutique:secret@db:5432/boutique';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'config-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('DATABASE_URL is the only required variable', () => {
  expect(readConfig({ DATABASE_URL })).toEqual({
    databaseUrl: DATABASE_URL,
    databaseListenUrl: undefined,
    port: 5000,
    host: 'localhost',
    keepAliveSeconds: 75,
    environment: 'development',
    logLevel: 'info',
    commit: 'local',
    frontendOrigins: [],
    frontendsPollMs: 1000,
    canaryRules: { stepSeconds: 300, stepClients: 20, failingClients: 3 },
    releaseLimits: { maxBytes: 4_194_304, maxFiles: 1_000 },
    trustedProxies: 1,
    guestOrdersPerHour: 30,
    guestConfirmation: { aboveCentimes: 100_000, hours: 48 },
    publicUrl: 'http://localhost:5173',
    mailUrl: undefined,
    mailFrom: 'Ma Boutique Répartie <boutique@localhost>',
    stripe: undefined,
  });
});

test('online payment needs both secrets of Stripe', () => {
  const keys = { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' };
  expect(readConfig({ DATABASE_URL, ...keys }).stripe).toEqual({
    secretKey: 'sk_test_1',
    webhookSecret: 'whsec_1',
    apiUrl: 'https://api.stripe.com',
  });
  for (const name of Object.keys(keys)) {
    expect(() => readConfig({ DATABASE_URL, ...keys, [name]: '' })).toThrow('belong together');
  }
});

test('treats an empty variable as a missing one', () => {
  expect(readConfig({ DATABASE_URL, PORT: '', FRONTEND_ORIGINS: '' })).toMatchObject({
    port: 5000,
    frontendOrigins: [],
  });
});

test.each([
  'produits=http://localhost:5174,utilisateurs=http://localhost:5175',
  ' produits=http://localhost:5174/  ,\n\tutilisateurs=http://localhost:5175, ',
])('reads the origins of slices from %o', (text) => {
  expect(readConfig({ DATABASE_URL, FRONTEND_ORIGINS: text }).frontendOrigins).toEqual([
    { name: 'produits', origin: 'http://localhost:5174' },
    { name: 'utilisateurs', origin: 'http://localhost:5175' },
  ]);
});

test.each([
  [{}, 'DATABASE_URL is missing: a postgres://user:password@host:port/database URL is expected'],
  [{ DATABASE_URL: 'mysql://db' }, 'DATABASE_URL is wrong'],
  [{ DATABASE_URL, PORT: '65536' }, 'PORT is wrong'],
  [{ DATABASE_URL, PORT: '80a' }, 'PORT is wrong'],
  [{ DATABASE_URL, LOG_LEVEL: 'loud' }, 'LOG_LEVEL is wrong'],
  [{ DATABASE_URL, NODE_ENV: 'prod' }, 'NODE_ENV is wrong'],
  [{ DATABASE_URL, FRONTENDS_POLL_MS: '5' }, 'FRONTENDS_POLL_MS is wrong'],
  [{ DATABASE_URL, TRUSTED_PROXIES: '-1' }, 'TRUSTED_PROXIES is wrong'],
  [{ DATABASE_URL, PUBLIC_URL: 'boutique.example' }, 'PUBLIC_URL is wrong: an http(s) URL is expected'],
  [{ DATABASE_URL, PUBLIC_URL: 'https://a.example/boutique' }, 'PUBLIC_URL is wrong: the shop needs a host of its own'],
  [{ DATABASE_URL, MAIL_URL: 'http://mail' }, 'MAIL_URL is wrong: an smtp://user:password@host:port URL is expected'],
  [{ DATABASE_URL, FRONTEND_ORIGINS: 'produits' }, 'name=http://host:port is expected, not "produits"'],
  [{ DATABASE_URL, FRONTEND_ORIGINS: 'produits=ftp://x' }, 'not "produits=ftp://x"'],
  [{ DATABASE_URL, FRONTEND_ORIGINS: 'Produits=http://x' }, 'not "Produits=http://x"'],
  [{ DATABASE_URL, FRONTEND_ORIGINS: 'a=http://x a=http://y' }, 'a slice is named twice'],
  [{ DATABASE_URL_FILE: '/does/not/exist' }, 'DATABASE_URL_FILE is wrong: /does/not/exist cannot be read'],
])('refuses %o', (variables, message) => {
  expect(() => readConfig(variables)).toThrow(message);
});

test('errors never contain a secret', () => {
  expect(() => readConfig({ DATABASE_URL: 'mysql://u:top-secret@db' })).toThrow(/^(?!.*top-secret)/);
});

test('reads secrets from files', async () => {
  const [url, password] = [path.join(folder, 'url'), path.join(folder, 'password')];
  await writeFile(url, `${DATABASE_URL}\n`);
  await writeFile(password, 'p@ss:w/rd?\n');
  expect(readConfig({ DATABASE_URL_FILE: url }).databaseUrl).toBe(DATABASE_URL);
  const { databaseUrl } = readConfig({
    DATABASE_URL: 'postgres://boutique@db/boutique',
    DATABASE_PASSWORD_FILE: password,
  });
  expect(databaseUrl).toBe('postgres://boutique:p%40ss%3Aw%2Frd%3F@db/boutique');
});

test('inserts demo data unless SEED says otherwise, or in production', () => {
  expect(readMigrationConfig({ DATABASE_URL }).demo).toBe(true);
  expect(readMigrationConfig({ DATABASE_URL, NODE_ENV: 'production' }).demo).toBe(false);
  expect(readMigrationConfig({ DATABASE_URL, NODE_ENV: 'production', SEED: 'demo' }).demo).toBe(true);
  expect(readMigrationConfig({ DATABASE_URL, SEED: 'none' }).demo).toBe(false);
});

test('reads the accounts that sign in from variables or files', async () => {
  const file = path.join(folder, 'admin');
  await writeFile(file, 'cheval agrafe\n');
  expect(readMigrationConfig({ DATABASE_URL, ADMIN_EMAIL: 'a@b.example', ADMIN_PASSWORD_FILE: file })).toMatchObject({
    adminEmail: 'a@b.example',
    adminPassword: 'cheval agrafe',
    demoUserPassword: undefined,
  });
  expect(() => readMigrationConfig({ DATABASE_URL, ADMIN_EMAIL: 'personne' })).toThrow('ADMIN_EMAIL is wrong');
});
