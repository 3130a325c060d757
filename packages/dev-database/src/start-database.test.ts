import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { removeData } from './data-home.ts';
import { runningDatabase, startDatabase } from './start-database.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
let folder: string;

// mkdtemp makes it 0700: only its owner can enter, as with a home folder
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dev-database-'));
});
afterEach(() => removeData(folder));

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

async function serverOf(url: string): Promise<{ pid: number; cluster: string }> {
  const [row] = await query(url, "select current_setting('data_directory') as cluster");
  const cluster = String(row?.cluster);
  return { pid: Number((await readFile(path.join(cluster, 'postmaster.pid'), 'utf8')).split('\n')[0]), cluster };
}

test('creates a database with UTF-8, and keeps its data over a restart', async () => {
  const first = await startDatabase({ dataDir: folder });
  expect(await query(first.url, "select version() ~ '^PostgreSQL 18' as v, current_database() as d")).toEqual([
    { v: true, d: 'boutique' },
  ]);
  await query(first.url, "create table t as select 'clavier mécanique' as nom");
  expect(await runningDatabase(folder)).toBe(first.url);
  await first.stop();
  expect(await runningDatabase(folder)).toBeUndefined();
  const second = await startDatabase({ dataDir: folder });
  expect(await query(second.url, 'select * from t')).toEqual([{ nom: 'clavier mécanique' }]);
  await second.stop();
});

test('refuses a wrong password', async () => {
  const database = await startDatabase();
  const url = new URL(database.url);
  url.password = 'wrong';
  await expect(query(url.href, 'select 1')).rejects.toThrow('password authentication failed');
  await database.stop();
});

test('starts with new data when the data folder was removed', async () => {
  const first = await startDatabase({ dataDir: folder });
  await query(first.url, 'create table t ()');
  await first.stop();
  await rm(folder, { recursive: true });
  const second = await startDatabase({ dataDir: folder });
  await expect(query(second.url, 'select * from t')).rejects.toThrow('does not exist');
  await second.stop();
});

test('starts again after the server was killed', async () => {
  const first = await startDatabase({ dataDir: folder });
  await query(first.url, 'create table t ()');
  process.kill((await serverOf(first.url)).pid, 'SIGKILL');
  await first.ended;
  const second = await startDatabase({ dataDir: folder });
  expect(await query(second.url, 'select * from t')).toEqual([]);
  await second.stop();
});

test('starts when another program now has the process id of a dead server', async () => {
  const first = await startDatabase({ dataDir: folder });
  const { cluster } = await serverOf(first.url);
  await first.stop();
  await writeFile(path.join(cluster, 'postmaster.pid'), `${process.pid}\n${cluster}\n`);
  const second = await startDatabase({ dataDir: folder });
  expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await second.stop();
});

test('the error names the process that already uses the data', async () => {
  const first = await startDatabase({ dataDir: folder });
  const { pid } = await serverOf(first.url);
  await expect(startDatabase({ dataDir: folder })).rejects.toThrow(`already in use by process ${pid}`);
  await first.stop();
});

test('the error says that the port is taken', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as { port: number };
  await expect(startDatabase({ dataDir: folder, port })).rejects.toThrow(`Port ${port} of 127.0.0.1 is taken`);
  holder.close();
});

test('as a process: sends the URL to its parent, and stops the server when the parent ends', async () => {
  const child = fork(main, ['--data', folder]);
  const [message] = (await once(child, 'message')) as [{ type: string; url: string }];
  expect(message.type).toBe('ready');
  const { pid } = await serverOf(message.url);
  child.kill('SIGINT');
  expect(await query(message.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  child.disconnect();
  await once(child, 'exit');
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

test('takes over from a killed process that could not stop its server', async () => {
  const child = fork(main, ['--data', folder]);
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  await query(url, 'create table t ()');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const next = await startDatabase({ dataDir: folder });
  expect(await query(next.url, 'select * from t')).toEqual([]);
  await next.stop();
});

test('as a process without a parent: prints the URL, and SIGINT stops the server', async () => {
  const child = spawn(process.execPath, [main], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [chunk] = await once(child.stdout, 'data');
  const { pid, cluster } = await serverOf(String(chunk).trim());
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  await expect(readFile(path.join(cluster, 'PG_VERSION'))).rejects.toThrow('ENOENT');
});
