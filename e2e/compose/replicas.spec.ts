import type { DiscoveryDocument } from '@boutique/contracts/frontends';
import type { Info } from '@boutique/contracts/info';
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { startLoad } from '../load.ts';
import { askReplica, compose, docker, PROJECT, replicas, untilHealthy } from './docker.ts';

/** Three replicas of the API and two of the shell give equal answers, and their restarts in turn fail no request. */

beforeAll(async () => {
  await compose(['up', '--detach', '--wait', '--scale', 'api=3', '--scale', 'shell=2']);
});
afterAll(async () => {
  await compose(['up', '--detach', '--wait', '--scale', 'api=1', '--scale', 'shell=1']);
});

const json = async <T>(url: string) => (await (await fetch(url)).json()) as T;

test('every replica answers a share of the requests', async () => {
  expect((await replicas('api')).length).toBe(3);
  expect((await replicas('shell')).length).toBe(2);
  const seen = new Set<string>();
  for (const origin of [inject('apiUrl'), inject('url')]) {
    seen.clear();
    const answers = await Promise.all(Array.from({ length: 60 }, () => json<Info>(`${origin}/api/info`)));
    for (const { instance } of answers) seen.add(instance);
    expect(seen.size).toBe(3);
  }
});

test('replicas give equal answers: lists, cursors, releases, pages', async () => {
  const apis = await replicas('api');
  const fromApis = (path: string) => Promise.all(apis.map((api) => askReplica(api, `http://127.0.0.1:5000${path}`)));
  for (const path of ['/api/produits?tri=prix&limite=5', '/api/produits/facettes', '/api/frontends', '/api/releases']) {
    const answers = await fromApis(path);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ etag, body }) => etag + body)).size).toBe(1);
  }
  // a list that began at one replica continues at the next
  const first = await fetch(`${inject('apiUrl')}/api/produits?tri=nom&limite=5`);
  const next = /<([^>]*)>;\s*rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
  const pages = await fromApis(next.replace(/^https?:\/\/[^/]+/, ''));
  expect(new Set(pages.map(({ body }) => body)).size).toBe(1);
  expect(JSON.parse(pages[0]?.body ?? '')).toHaveLength(5);

  const shells = await replicas('shell');
  const shown = await Promise.all(shells.map((shell) => askReplica(shell, 'http://127.0.0.1:5173/produits')));
  expect(shown.map(({ status }) => status)).toEqual([200, 200]);
  // but for the moment at which each was rendered
  const [one, other] = shown.map(({ body }) => body.replace(/"now":\d+/, ''));
  expect(one).toBe(other);
});

test('a replica of the API that starts while a slice is down has its release from the database', async () => {
  const [, api = ''] = await replicas('api');
  const origin = 'http://127.0.0.1:5000';
  await compose(['stop', 'mfe-utilisateurs']);
  await docker(['restart', api]);
  await untilHealthy(api);
  const { body } = await askReplica(api, `${origin}/api/frontends`);
  expect(Object.keys((JSON.parse(body) as DiscoveryDocument).microFrontends).sort()).toEqual([
    'panier',
    'produits',
    'releases',
    'utilisateurs',
  ]);
  await compose(['start', 'mfe-utilisateurs']);
});

/** Gets a page's HTML and every file of that slice that it names. @returns the version, and the files that failed */
async function loadPage(slice: string): Promise<{ version: string | undefined; failures: string[] }> {
  const failures: string[] = [];
  const get = async (path: string) => {
    const answer = await fetch(inject('url') + path).catch((error: Error) => error);
    if (answer instanceof Error || !answer.ok)
      failures.push(`${path}: ${answer instanceof Error ? answer : answer.status}`);
    return answer instanceof Error ? '' : answer.text();
  };
  const html = await get('/produits');
  const files = [...html.matchAll(/href="(\/remotes\/[^"]+)"/g)].map(([, path = '']) => path);
  if (files.length < 5) failures.push(`only ${files.length} files are named`);
  await Promise.all(files.map(get));
  const version = new RegExp(`/remotes/${slice}/([\\d.]+)-`).exec(html)?.[1];
  return { version, failures };
}

test('during a rollout both versions of a slice are behind one address, and every page is whole', async () => {
  const image = 'boutique/mfe-produits:test-1.1.0';
  const name = `${PROJECT}-rollout`;
  await docker([
    'build',
    '--quiet',
    '--file',
    'mfe-produits/Dockerfile',
    '--build-arg',
    'VERSION=1.1.0',
    '--tag',
    image,
    '.',
  ]);
  onTestFinished(async () => {
    await docker(['rm', '--force', name]);
    await compose(['start', 'mfe-produits']);
    // back to the older build, which counts once the newer has not answered for five seconds
    await expect.poll(async () => (await loadPage('produits')).version, { timeout: 30_000 }).toBe('1.0.0');
  });
  const versions: (string | undefined)[] = [];
  const failures: string[] = [];
  const loadPages = async (seconds: number) => {
    for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
      const page = await loadPage('produits');
      versions.push(page.version);
      failures.push(...page.failures);
    }
  };
  await loadPages(2);
  await docker([
    'run',
    '--detach',
    '--name',
    name,
    '--network',
    `${PROJECT}_slices`,
    '--network-alias',
    'mfe-produits',
    image,
  ]);
  await loadPages(8);
  await compose(['stop', 'mfe-produits']);
  await loadPages(3);
  expect(failures).toEqual([]);
  expect(versions[0]).toBe('1.0.0');
  expect(versions.at(-1)).toBe('1.1.0');
  // forward, once
  expect(versions.filter((version, index) => version !== versions[index - 1])).toEqual(['1.0.0', '1.1.0']);
  console.log(`${versions.length} pages with their files, ${failures.length} failed`);
});

test('api and shell, restarted one by one under 50 requests a second, fail no request', async () => {
  const discovery = await json<DiscoveryDocument>(`${inject('url')}/api/frontends`);
  const report = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ vitals: [], loads: [] }),
  };
  const load = startLoad(
    [
      `${inject('url')}/`,
      `${inject('url')}/produits`,
      `${inject('url')}/api/produits?limite=3`,
      `${inject('url')}/api/frontends`,
      ...Object.values(discovery.microFrontends).map(([release]) => inject('url') + release?.url),
      [`${inject('url')}/api/web-vitals`, report],
      [`${inject('apiUrl')}/api/web-vitals`, report],
      `${inject('apiUrl')}/api/utilisateurs`,
      `${inject('apiUrl')}/api/info`,
    ],
    50,
  );
  const started = Date.now();
  for (const container of [...(await replicas('api')), ...(await replicas('shell'))]) {
    await docker(['restart', container]);
    await untilHealthy(container);
  }
  const seconds = (Date.now() - started) / 1000;
  const sent = await load.stop();
  expect(load.failures, await compose(['logs', '--tail', '40', 'balancer'])).toEqual([]);
  expect(sent).toBeGreaterThan(seconds * 45);
  console.log(`${sent} requests in ${seconds.toFixed(0)} s, ${load.failures.length} failed`);
});
