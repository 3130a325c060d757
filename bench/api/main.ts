import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { parseArgs, promisify } from 'node:util';
import { startDatabase } from '@boutique/dev-database/start-database';
import { pidOf, root, startShop } from '../../e2e/shop.ts';
import { flameGraph } from '../flame-graph.ts';
import { defer, stopAll } from '../stops.ts';
import { type Case, casesFor } from './cases.ts';
import { measure } from './load.ts';
import { measureMixed } from './mixed.ts';
import { startOpponent, type Target } from './opponent.ts';
import { measureOrders } from './orders.ts';
import { measureSizes } from './sizes.ts';
import { type Measured, mixedTable, sizesTable, tableOf } from './tables.ts';
import { startWriter, stockUp, type Writer } from './writes.ts';

const say = (line: string) => console.error(line);
const run = promisify(execFile);

/** `npm run bench -- api [options]`: API and gateway beside programs that do nothing else, see docs/performance.md. */
export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', default: '' },
      runs: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '5' },
      clients: { type: 'string', default: '32' },
      products: { type: 'string', default: '1000' },
      sizes: { type: 'string' },
      mixed: { type: 'boolean', default: false },
      profile: { type: 'string' },
    },
  });
  const [runs, seconds, clients] = [values.runs, values.seconds, values.clients].map(Number) as [
    number,
    number,
    number,
  ];
  try {
    if (values.sizes !== undefined) {
      await run(process.execPath, ['scripts/build.ts'], { cwd: root });
      const grown = await measureSizes(values.sizes.split(',').map(Number), say);
      await write('bench/.cache/api-sizes.json', grown);
      console.log(sizesTable(grown));
      return;
    }
    if (values.profile !== undefined) {
      await writeProfile(values.profile, { products: values.products, clients, seconds });
      return;
    }
    const { targets, apiUrl, databaseUrl } = await startAll(values.products);
    const products = await stockUp(apiUrl);
    if (values.mixed) {
      const mixed = await inTurn(runs, () => measureMixed(apiUrl, { products, clients, seconds }));
      const orders = await inTurn(runs, () => measureOrders(apiUrl, { databaseUrl, products, seconds }));
      await write('bench/.cache/api-mixed.json', { mixed, orders });
      console.log(mixedTable(mixed, orders));
      return;
    }
    const first = await receive(`${apiUrl}/api/produits?limite=20`);
    const [{ slug }] = JSON.parse(String(first.body));
    const cases = casesFor(slug, first.headers.etag ?? '').filter(({ name }) => name.includes(values.only));
    const writer = await startWriter(apiUrl, products);
    const measured: Measured[] = [];
    for (const one of cases) {
      const shop = targets[one.part];
      const opponent = await startOpponent(one.opponent, await orderFor(one, shop, databaseUrl));
      const load = { ...one, clients, seconds };
      const results: Measured = { name: one.name, target: one.target, shop: [], opponent: [] };
      try {
        // V8 compiles meanwhile
        for (const target of [shop, opponent]) await measure(target, load);
        for (let run = 1; run <= runs; run += 1) {
          say(`${one.name}: run ${run} of ${runs}`);
          results.shop.push(await (one.writes ? underWrites(writer, () => measure(shop, load)) : measure(shop, load)));
          results.opponent.push(await measure(opponent, load));
        }
      } finally {
        await opponent.stop();
      }
      measured.push(results);
    }
    await write('bench/.cache/api.json', measured);
    console.log(tableOf(measured));
  } finally {
    await stopAll();
  }
}

/** Draws where the API's CPU time goes while each request asks for another list. */
async function writeProfile(
  file: string,
  { products, clients, seconds }: { products: string; clients: number; seconds: number },
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'boutique-profile-'));
  defer(() => rm(folder, { recursive: true }));
  const { targets, stop } = await startAll(products, { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder}` });
  const cold = casesFor('', '').find(({ name }) => name === 'list, each another');
  if (!cold) throw new Error('no case of cold lists');
  await measure(targets.api, { ...cold, clients, seconds });
  // a profile is written at the end of its process
  await stop();
  const written = (await readdir(folder)).find((name) => name.includes(`.${targets.api.pid}.`));
  if (!written) throw new Error(`${folder} has no profile of the API`);
  const profile = JSON.parse(await readFile(path.join(folder, written), 'utf8'));
  await writeFile(file, flameGraph(profile, cold.name));
  say(`written: ${file}`);
}

/** The results of so many runs, after one in which V8 compiles. */
async function inTurn<Result>(runs: number, measureOnce: () => Promise<Result>): Promise<Result[]> {
  await measureOnce();
  const results: Result[] = [];
  for (let run = 1; run <= runs; run += 1) {
    say(`run ${run} of ${runs}`);
    results.push(await measureOnce());
  }
  return results;
}

/** Starts a database with so many products, and the whole shop on it. */
async function startAll(products: string, environment: Record<string, string> = {}) {
  say('building the shop …');
  await run(process.execPath, ['scripts/build.ts'], { cwd: root });
  const database = await startDatabase();
  defer(database.stop);
  say(`inserting ${products} products …`);
  const variables = { ...process.env, DATABASE_URL: database.url, SEED: 'demo' };
  await run(process.execPath, ['src/migrate.ts', '--produits', products], { cwd: `${root}/api`, env: variables });
  say('starting the shop …');
  const limits = { GUEST_ORDERS_PER_HOUR: '1000000' };
  const shop = await startShop({ DATABASE_URL: database.url, LOG_LEVEL: 'info', ...limits, ...environment });
  defer(shop.stop);
  const targets: Record<Case['part'], Target> = {
    api: { name: 'shop', url: shop.apiUrl, pid: await pidOf(shop.dataFolder, 'api') },
    gateway: { name: 'shop', url: shop.url, pid: await pidOf(shop.dataFolder, 'shell') },
  };
  return { targets, apiUrl: shop.apiUrl, databaseUrl: database.url, stop: shop.stop };
}

/** What the opponent of a case has to know. */
async function orderFor({ opponent, path, headers }: Case, shop: Target, databaseUrl: string): Promise<unknown> {
  if (opponent === 'koa-knex' || typeof path !== 'string') return databaseUrl;
  const { 'if-none-match': _, ...others } = headers ?? {};
  const answer = await receive(shop.url + path, others);
  return { headers: answer.headers, body: answer.body.toString('base64') };
}

async function underWrites<Value>(writer: Writer, run: () => Promise<Value>): Promise<Value> {
  const stopping = new AbortController();
  const [value, { orders, edits }] = await Promise.all([
    run().finally(() => stopping.abort()),
    writer(stopping.signal),
  ]);
  say(`meanwhile ${orders} orders and ${edits} edits`);
  return value;
}

/** An answer as it is sent, without the headers of its connection. */
async function receive(url: string, headers: Record<string, string> = {}) {
  const response = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
    request(url, { headers }, resolve).once('error', reject).end();
  });
  const body = await buffer(response);
  if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}`);
  const {
    date,
    connection,
    'keep-alive': kept,
    'content-length': length,
    'set-cookie': cookies,
    ...rest
  } = response.headers;
  return { headers: rest as Record<string, string>, body };
}

async function write(file: string, figures: unknown): Promise<void> {
  await mkdir(`${root}/bench/.cache`, { recursive: true });
  await writeFile(`${root}/${file}`, JSON.stringify(figures, null, 1));
  say(`written: ${file}`);
}
