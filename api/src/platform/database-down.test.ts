import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { removeData } from '@boutique/dev-database/data-home';
import { type RunningDatabase, startDatabase } from '@boutique/dev-database/start-database';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startApi, type TestApi } from '../../test/start-api.ts';
import { migrate } from '../schema/migrations.ts';
import { createDatabase, type Database } from './db/database.ts';

let folder: string;
let server: RunningDatabase;
let db: Database;
let api: TestApi;
let draining = false;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'database-down-'));
  server = await startDatabase({ dataDir: folder });
  db = createDatabase({ url: server.url, applicationName: 'tests' });
  api = await startApi({ db, isDraining: () => draining });
});
afterAll(async () => {
  await api.stop();
  await db.destroy();
  await server.stop();
  await removeData(folder);
});

const status = async (path: string) => (await api.get(path)).status;

test('is not ready before the migrations, and live anyway', async () => {
  const response = await api.get('/ready');
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ code: 'service-indisponible', detail: 'La base de données est vide.' });
  expect(await status('/live')).toBe(200);
  await migrate(db);
  expect(await status('/ready')).toBe(200);
  // the list that it continues to answer while the database is down
  await vi.waitFor(async () => expect(await status('/api/frontends')).toBe(200));
  await db('knex_migrations').where({ name: '003-utilisateurs' }).delete();
  expect(await (await api.get('/ready')).json()).toMatchObject({ detail: 'Migrations manquantes : 003-utilisateurs.' });
  await db('knex_migrations').insert({ name: '003-utilisateurs', batch: 1, migration_time: new Date() });
});

test('is not ready while it drains', async () => {
  draining = true;
  expect(await status('/ready')).toBe(503);
  expect(await status('/api/produits')).toBe(200);
  draining = false;
});

test('answers 503 at once while the database is down, says so, and recovers by itself', async () => {
  expect(await status('/api/produits')).toBe(200);
  const port = Number(new URL(server.url).port);
  await server.stop();

  const started = Date.now();
  for (const path of ['/api/produits', '/api/produits/x', '/api/utilisateurs', `/api/images/${'0'.repeat(64)}.webp`]) {
    const response = await api.get(path);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await response.json()).toEqual({
      type: 'urn:boutique:probleme:base-indisponible',
      title: 'La base de données est indisponible',
      status: 503,
      detail: 'La base de données ne répond pas. Réessayez dans un instant.',
      instance: path,
      code: 'base-indisponible',
    });
  }
  expect(Date.now() - started).toBeLessThan(2_000);
  expect(await status('/live')).toBe(200);
  expect(await status('/ready')).toBe(503);
  expect(await status('/api/frontends')).toBe(200);
  const info = await api.get('/api/info');
  expect(info.status).toBe(200);
  expect(await info.json()).toMatchObject({
    nom: 'Ma Boutique Répartie',
    commit: 'abc1234',
    baseDeDonnees: { state: 'unavailable', version: null, latenceMs: null },
  });

  server = await startDatabase({ dataDir: folder, port });
  await vi.waitFor(async () => expect(await status('/ready')).toBe(200), 5_000);
  expect(await status('/api/produits')).toBe(200);
  expect(await (await api.get('/api/info')).json()).toMatchObject({
    baseDeDonnees: { state: 'available', version: expect.stringMatching(/^18\./), latenceMs: expect.any(Number) },
  });
});

test('answers 503 when the database hangs, and recovers when it responds again', async () => {
  const sockets: Socket[] = [];
  let hanging = false;
  const proxy = createServer((client) => {
    const upstream = connect(Number(new URL(server.url).port), '127.0.0.1');
    for (const socket of [client, upstream]) socket.on('error', () => {});
    client.on('data', (chunk) => hanging || upstream.write(chunk)).on('close', () => upstream.destroy());
    upstream.on('data', (chunk) => hanging || client.write(chunk)).on('close', () => client.destroy());
    sockets.push(client);
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const url = new URL(server.url);
  url.port = String((proxy.address() as AddressInfo).port);
  const behindProxy = createDatabase({ url: url.href, applicationName: 'tests', statementTimeoutMs: 500 });
  const other = await startApi({ db: behindProxy });
  expect((await other.get('/api/produits')).status).toBe(200);

  hanging = true;
  const answers = await Promise.all([other.get('/api/produits'), other.get('/api/utilisateurs')]);
  expect(answers.map(({ status }) => status)).toEqual([503, 503]);
  expect((await other.get('/api/info')).status).toBe(200);
  hanging = false;
  await vi.waitFor(async () => expect((await other.get('/api/produits')).status).toBe(200), 5_000);

  // a connection that lost a part of its first packets would say goodbye only after a minute
  for (const socket of sockets) socket.destroy();
  await other.stop();
  await behindProxy.destroy();
  proxy.close();
});

test('a statement that takes too long is cancelled', async () => {
  const impatient = createDatabase({ url: server.url, applicationName: 'tests', statementTimeoutMs: 100 });
  const slow = await startApi({ db: impatient });
  const trx = await db.transaction();
  await trx.raw('lock table produits in access exclusive mode');
  const response = await slow.get('/api/produits');
  expect(response.status).toBe(504);
  expect(await response.json()).toMatchObject({ code: 'delai-depasse' });
  await trx.rollback();
  await slow.stop();
  await impatient.destroy();
});
