import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROBLEM_CONTENT_TYPE } from '@boutique/contracts/problems';
import { type RunningDatabase, startDatabase } from '@boutique/dev-database/start-database';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { startApi, type TestApi } from '../../test/start-api.ts';
import { migrate } from '../schema/migrations.ts';
import { createDatabase, type Database } from './db/database.ts';

let server: RunningDatabase;
let db: Database;
let api: TestApi;
let postmaster: number;

beforeAll(async () => {
  server = await startDatabase();
  db = createDatabase({ url: server.url, applicationName: 'tests' });
  api = await startApi({ db });
  await migrate(db);
  const { rows } = await db.raw("select pg_read_file('postmaster.pid') as content");
  postmaster = Number.parseInt(rows[0].content, 10);
});
afterAll(async () => {
  await api.stop();
  await db.destroy();
  await server.stop();
});

/** Signals PostgreSQL and its backends, of which each has a process group of its own. */
function signalDatabase(signal: NodeJS.Signals): void {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => parentOf(pid) === postmaster);
  for (const pid of [postmaster, ...children.map(Number)]) process.kill(pid, signal);
}

/** 0 for a process that has ended. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function parentOf(pid: string): number {
  try {
    return Number(/^\d+ \(.*\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
  } catch {
    return 0;
  }
}

async function timed(path: string): Promise<{ response: Response; ms: number }> {
  const started = performance.now();
  const response = await api.get(path);
  return { response, ms: performance.now() - started };
}

test.runIf(process.platform === 'linux')(
  'while the database is stopped, requests get a 503, those that wait for it within two seconds; then it answers again',
  async () => {
    const paths = ['/api/produits', '/api/utilisateurs', '/api/produits/x', '/api/plan-du-site'];
    for (const path of paths) await api.get(path);
    signalDatabase('SIGSTOP');
    onTestFinished(() => signalDatabase('SIGCONT'));
    const first = Promise.all(paths.map(timed));
    await sleep(2_000);

    for (const path of [...paths, ...paths]) {
      const { response, ms } = await timed(path);
      expect(ms, path).toBeLessThan(1_000);
      expect(response.status).toBe(503);
      expect(response.headers.get('content-type')).toBe(PROBLEM_CONTENT_TYPE);
      expect(response.headers.get('retry-after')).toBe('1');
      expect(await response.json()).toMatchObject({ code: 'base-indisponible' });
    }
    // a wave that would fill the pool and its queue
    const wave = await Promise.all(Array.from({ length: 200 }, () => timed('/api/utilisateurs')));
    expect(Math.max(...wave.map(({ ms }) => ms))).toBeLessThan(2_000);
    expect(new Set(wave.map(({ response }) => response.status))).toEqual(new Set([503]));
    const waited = await first;
    expect(waited.map(({ response }) => response.status)).toEqual(paths.map(() => 503));
    expect(Math.max(...waited.map(({ ms }) => ms))).toBeLessThan(2_000);

    signalDatabase('SIGCONT');
    const continued = performance.now();
    await vi.waitFor(async () => expect((await api.get('/api/utilisateurs')).status).toBe(200), {
      timeout: 5_000,
      interval: 20,
    });
    expect(performance.now() - continued).toBeLessThan(1_500);
    expect((await api.get('/api/produits')).status).toBe(200);
  },
  30_000,
);

test('a slow statement does not count as a silent database', async () => {
  const slow = db.raw('select pg_sleep(3)');
  await sleep(2_000);
  expect((await api.get('/api/utilisateurs')).status).toBe(200);
  await slow;
});

test('no more than a thousand queries wait for a connection', async () => {
  const small = createDatabase({ url: server.url, applicationName: 'tests', poolSize: 1 });
  const results = await Promise.allSettled(Array.from({ length: 1_100 }, () => small.raw('select 1')));
  const failed = results.filter(({ status }) => status === 'rejected');
  expect(failed.length).toBeGreaterThan(90);
  expect(failed.length).toBeLessThan(110);
  expect(failed[0]).toMatchObject({ reason: { message: 'Too many queries wait for a connection' } });
  await small.destroy();
});
