import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import { startDatabase } from '@boutique/dev-database/start-database';
import pg from 'pg';
import { deployToken, release, startReleaseShop } from '../../e2e/releases.ts';
import { pidOf, root } from '../../e2e/shop.ts';
import { stockUp } from '../api/writes.ts';
import { family, memoryOf } from '../processes.ts';
import { defer, stopAll } from '../stops.ts';
import { createMix, measureCapacity, startSteadily } from './mix.ts';
import { courseOf, INTERVALS, meanOf, medianOf } from './slope.ts';

const say = (line: string) => console.error(line);
const SAMPLE_MS = 1_000;
const P99_MS = 10_000;
const RELEASE_MS = 60_000;
/** Caches are full after the first half of a run, twenty minutes; the room for files of releases, usually of 100 releases, has to be. */
const RELEASES_BYTES = 4 * 2 ** 20;
/**
 * How much a figure may rise during the second half, as a share of its mean. What has to be below it is the largest rise
 * that the values do not exclude: noise can fail a run, and hides no leak.
 */
const FLAT = { memory: 0.1, handles: 0.1, connections: 0.1, p99: 0.3 };

/**
 * `npm run bench -- soak [--minutes 40]`: the shop at half of its capacity with a release every minute; memory, handles,
 * connections and p99 have to be flat. Linux only.
 */
export async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { minutes: { type: 'string', default: '40' } } });
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new Error('--minutes: a positive number is expected');
  try {
    await promisify(execFile)(process.execPath, ['scripts/build.ts'], { cwd: root });
    const database = await startDatabase();
    defer(database.stop);
    const shop = await startReleaseShop({
      DATABASE_URL: database.url,
      GUEST_ORDERS_PER_HOUR: '1000000',
      RELEASES_MAX_BYTES: String(RELEASES_BYTES),
      LOG_LEVEL: 'warn',
    });
    defer(shop.stop);
    const token = await deployToken(shop, 'produits');
    const mix = await createMix(shop.url, await stockUp(shop.apiUrl));
    say('measuring the capacity …');
    await measureCapacity(mix, { clients: 16, seconds: 5 });
    const capacity = await measureCapacity(mix, { clients: 16, seconds: 10 });
    say(`capacity ${capacity.toFixed(0)} requests/s; ${minutes} minutes at half of it`);

    const parts = { API: await pidOf(shop.dataFolder, 'api'), gateway: await pidOf(shop.dataFolder, 'shell') };
    const load = startSteadily(mix, capacity / 2);
    const releasing = new AbortController();
    const releases = publishEveryMinute(async (version) => {
      const folder = await shop.variant('produits', version);
      for (const command of [
        ['publish', folder],
        ['promote', 'produits', version],
      ]) {
        const { code, err } = await release(shop, command, token);
        if (code !== 0) throw new Error(`${command.join(' ')}: ${err}`);
      }
    }, releasing.signal);
    const courses = new Map<string, number[]>();
    const failures: string[] = [];
    let requests = 0;
    const intervalMs = (minutes * 60_000) / (2 * INTERVALS);
    for (let interval = 0; interval < 2 * INTERVALS; interval += 1) {
      const p99 = async () => {
        const taken = load.take();
        failures.push(...taken.failures);
        requests += taken.times.length;
        return new Map([['p99, ms', taken.times[Math.floor(taken.times.length * 0.99)] ?? Number.NaN]]);
      };
      const [times, others] = await Promise.all([
        // the ten seconds of a release, in which the load waits for a core, too, say nothing of a leak
        sampled(intervalMs, P99_MS, p99, medianOf),
        sampled(intervalMs, SAMPLE_MS, () => figuresOf(parts, database.url), meanOf),
      ]);
      const figures = new Map([...others, ...times]);
      for (const [name, value] of figures) courses.set(name, [...(courses.get(name) ?? []), value]);
      say(
        `${interval + 1}/${2 * INTERVALS}: ${[...figures].map(([name, value]) => `${name} ${value.toFixed(1)}`).join(', ')}`,
      );
    }
    releasing.abort();
    await load.stop();
    const published = await releases;
    const rows = [...courses].map(([name, all]) => rowOf(name, all.slice(INTERVALS)));
    const head = ['second half', 'mean', 'rise', 'not excluded', 'flat up to', 'flat'];
    console.log([head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n'));
    console.log(
      `${requests} requests at ${(capacity / 2).toFixed(0)}/s, ${failures.length} failed, ${published} releases in ${minutes} minutes`,
    );
    if (failures.length > 0) throw new Error(`failed: ${[...new Set(failures)].slice(0, 5).join('; ')}`);
    if (rows.some((row) => row.at(-1) === 'no')) throw new Error('not flat');
  } finally {
    await stopAll();
  }
}

/** @returns the number of releases */
async function publishEveryMinute(publish: (version: string) => Promise<void>, signal: AbortSignal): Promise<number> {
  for (let count = 0; ; count += 1) {
    await sleep(RELEASE_MS, undefined, { signal }).catch(() => {});
    if (signal.aborted) return count;
    await publish(`2.0.${count}`);
  }
}

/** Figures that are read regularly during an interval, each summed up in one number. */
async function sampled(
  ms: number,
  everyMs: number,
  read: () => Promise<Map<string, number>>,
  sumUp: (values: readonly number[]) => number,
): Promise<Map<string, number>> {
  const values = new Map<string, number[]>();
  const start = performance.now();
  for (let count = 1; count * everyMs <= ms || count === 1; count += 1) {
    await sleep(Math.max(0, start + count * Math.min(everyMs, ms) - performance.now()));
    for (const [name, value] of await read()) values.set(name, [...(values.get(name) ?? []), value]);
  }
  return new Map([...values].map(([name, all]) => [name, sumUp(all)]));
}

async function figuresOf(parts: Record<string, number>, databaseUrl: string): Promise<Map<string, number>> {
  const figures = new Map<string, number>();
  for (const [name, pid] of Object.entries(parts)) {
    figures.set(`memory of ${name}, MB`, (await memoryOf(pid)) / 2 ** 20);
    const handles = (await family(pid)).map(
      async (member) => (await readdir(`/proc/${member.pid}/fd`).catch(() => [])).length,
    );
    figures.set(
      `handles of ${name}`,
      (await Promise.all(handles)).reduce((sum, count) => sum + count, 0),
    );
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query(
    "select count(*)::int as count from pg_stat_activity where application_name = 'boutique-api'",
  );
  await client.end();
  figures.set('connections', rows[0].count);
  return figures;
}

function rowOf(name: string, values: readonly number[]): string[] {
  const { rise, largestRise, mean } = courseOf(values);
  const [kind = ''] = /^\w+/.exec(name) ?? [];
  const limit = FLAT[kind as keyof typeof FLAT];
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const isFlat = largestRise <= limit * mean;
  return [
    name,
    mean.toFixed(1),
    percent(rise / mean),
    percent(largestRise / mean),
    percent(limit),
    isFlat ? 'yes' : 'no',
  ];
}
