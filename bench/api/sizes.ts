import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { startDatabase } from '@boutique/dev-database/start-database';
import { root } from '../../e2e/shop.ts';
import { defer } from '../stops.ts';

/** The median time of a request in milliseconds, by number of products. */
export interface Growth {
  name: string;
  times: Record<string, number>;
  /** Of the largest catalogue: the ratio to the smallest at most, or milliseconds at most. */
  target: { ratio: number } | { ms: number };
}

const REQUESTS = 40;
/** Requests that come first, in which V8 compiles and PostgreSQL reads its files. */
const WARM_UP = 40;

/** Filters that all products pass, other ones for each number, so that no answer kept from before can serve. */
const anyPrice = (number: number) => `prixMin=0&prixMax=${number + 2_000_000}`;

interface Facts {
  slugs: string[];
  /** Addresses of pages in the middle of the list. */
  deep: string[];
}

const cases: (Omit<Growth, 'times'> & { path: (number: number, facts: Facts) => string })[] = [
  { name: 'list', target: { ratio: 1.5 }, path: (number) => `/api/produits?limite=20&${anyPrice(number)}` },
  {
    name: 'product',
    target: { ratio: 1.5 },
    path: (number, { slugs }) => `/api/produits/${slugs[number % slugs.length]}`,
  },
  { name: 'page far down', target: { ratio: 1.5 }, path: (number, { deep }) => deep[number % deep.length] ?? '' },
  {
    name: 'search with typos',
    target: { ms: 40 },
    path: (number) => `/api/produits?limite=20&q=clavié mécanik&${anyPrice(number)}`,
  },
  { name: 'facets', target: { ms: 40 }, path: (number) => `/api/produits/facettes?${anyPrice(number)}` },
  { name: 'suggestions', target: { ms: 40 }, path: (number) => `/api/produits?limite=5&q=cla&${anyPrice(number)}` },
];

/** Asks for what was not asked before, one request at a time, in catalogues of different sizes. */
export async function measureSizes(sizes: readonly number[], say: (line: string) => void): Promise<Growth[]> {
  const measured: Growth[] = cases.map(({ name, target }) => ({ name, target, times: {} }));
  for (const size of sizes) {
    say(`a catalogue of ${size} products …`);
    const url = await startApi(size);
    const slugs = await readSlugs(url);
    const facts = { slugs, deep: await walk(url, Math.min(200_000, size / 2)) };
    for (const [index, { path }] of cases.entries()) {
      const times: number[] = [];
      for (let count = 0; count < WARM_UP + REQUESTS; count += 1) {
        const started = performance.now();
        await read(encodeURI(url + path(count, facts)));
        if (count >= WARM_UP) times.push(performance.now() - started);
      }
      const one = measured[index];
      if (one) one.times[size] = times.sort((a, b) => a - b)[REQUESTS / 2] ?? Number.NaN;
    }
  }
  return measured;
}

async function startApi(products: number): Promise<string> {
  const database = await startDatabase();
  defer(database.stop);
  const cwd = `${root}/api`;
  const env = { ...process.env, DATABASE_URL: database.url, SEED: 'demo', NODE_ENV: 'production', LOG_LEVEL: 'warn' };
  await promisify(execFile)(process.execPath, ['src/migrate.ts', '--produits', String(products)], { cwd, env });
  const port = await freePort();
  const child = fork('dist/main.js', { cwd, env: { ...env, PORT: String(port), BOUTIQUE_HOST: '127.0.0.1' } });
  defer(async () => {
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  });
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('the API did not start'))),
  ]);
  return `http://127.0.0.1:${port}`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

async function read(url: string): Promise<{ body: unknown; link: string | null }> {
  const response = await fetch(url);
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 300)}`);
  return { body: JSON.parse(text), link: response.headers.get('link') };
}

async function readSlugs(url: string): Promise<string[]> {
  const { body } = await read(`${url}/api/produits?limite=100&tri=nom`);
  return (body as { slug: string }[]).map(({ slug }) => slug);
}

/** Walks down the list by price. @returns the addresses of small pages after so many products */
async function walk(url: string, products: number): Promise<string[]> {
  const next = async (path: string): Promise<string> => {
    const [, address] = /^<(.+?)>; rel="next"/.exec((await read(url + path)).link ?? '') ?? [];
    if (!address) throw new Error(`${path} is the last page`);
    return address;
  };
  let address = '/api/produits?limite=100&tri=prix';
  for (let passed = 0; passed < products; passed += 100) address = await next(address);
  const pages = [address.replace('limite=100', 'limite=5')];
  while (pages.length < WARM_UP + REQUESTS) pages.push(await next(pages.at(-1) ?? ''));
  return pages;
}
