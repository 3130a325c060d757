import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { DiscoveryDocument } from '@boutique/contracts/frontends';
import type { PageView, WebVital } from '@boutique/contracts/web-vitals';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Shop, startShop } from '../shop.ts';
import { folder, freePort, type Prometheus, startPrometheus } from './prometheus.ts';

/** Evaluates every query of the dashboard and every expression of the alerts, on a Prometheus that scrapes a shop in use. */

interface Dashboard {
  templating: { list: { query: string }[] };
  panels: { title: string; targets?: { expr: string }[] }[];
}
interface Rule {
  name: string;
  query: string;
  health: string;
}
type Samples = { value: [time: number, value: string] }[];

/** Panels that are empty while the shop is healthy. */
const EMPTY_IN_A_HEALTHY_SHOP: Readonly<Record<string, string>> = {
  Failures: 'no request of this shop fails',
  'Files not served': 'every slice has the files of its release',
};

const dashboard = JSON.parse(
  await readFile(path.join(folder, 'grafana/dashboards/boutique.json'), 'utf8'),
) as Dashboard;
const queries = dashboard.panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })));

let shop: Shop;
let prometheus: Prometheus;
let visiting: NodeJS.Timeout;

beforeAll(async () => {
  const metricsPort = await freePort();
  shop = await startShop({ METRICS_PORT: String(metricsPort) });
  prometheus = await startPrometheus({ api: new URL(shop.apiUrl).host, shell: `localhost:${metricsPort}` });
  visiting = setInterval(() => void visit().catch(() => {}), 300);
});
afterAll(async () => {
  clearInterval(visiting);
  await prometheus?.stop();
  await shop?.stop();
});

/** Sends the requests and the report of one browser. */
async function visit(): Promise<void> {
  const get = (address: string) => fetch(shop.url + address);
  const { microFrontends } = (await (await get('/api/frontends')).json()) as DiscoveryDocument;
  const releases = Object.entries(microFrontends).flatMap(([slice, [frontend]]) =>
    frontend ? [{ slice, version: frontend.metadata.version, url: frontend.url }] : [],
  );
  for (const address of ['/', '/favicon.svg', '/api/produits', ...releases.map(({ url }) => url)]) {
    await (await get(address)).text();
  }
  for (const { slice, version } of releases) {
    const release = { slice, version };
    const values: Record<WebVital['name'], number> = { LCP: 900, INP: 40, CLS: 0.02, FCP: 400, TTFB: 30 };
    const report: PageView = {
      vitals: Object.entries(values).map(([name, value]) => ({ ...release, name: name as WebVital['name'], value })),
      loads: [{ ...release, result: 'loaded' }],
    };
    const headers = { 'content-type': 'application/json' };
    await fetch(`${shop.url}/api/web-vitals`, { method: 'POST', headers, body: JSON.stringify(report) });
  }
}

/** The query as Grafana sends it for all slices. */
const filledIn = (expr: string) => expr.replaceAll('$__rate_interval', '1m').replaceAll('$slice', '.*');

/** Names of the metrics in an expression: the words that are not text, label, function or keyword. */
function metricsIn(expr: string): string[] {
  const bare = expr
    .replace(/"[^"]*"/g, '')
    .replace(/\{[^}]*\}|\[[^\]]*\]/g, ' ')
    .replace(/\b(?:by|on|ignoring|without)\s*\([^)]*\)/g, ' ');
  const names = [...bare.matchAll(/\b[a-zA-Z_]\w*\b(?!\s*\()/g)].map(([name]) => name);
  return names.filter((name) => !/^(?:and|or|unless)$/.test(name));
}

/** Every metric, by the name of its series and by the name of its description, which may have no series yet. */
async function knownMetrics(): Promise<Set<string>> {
  const series = await prometheus.get<string[]>('label/__name__/values');
  return new Set([...series, ...Object.keys(await prometheus.get<object>('metadata'))]);
}

/** ALERTS is a metric of Prometheus itself, without series while no alert fires. */
const unknownOf = (metrics: string[], known: Set<string>) =>
  metrics.filter(
    (name) => name !== 'ALERTS' && !known.has(name) && !known.has(name.replace(/_(?:bucket|count|sum)$/, '')),
  );

test('the dashboard has queries', () => {
  expect(queries.length).toBeGreaterThan(15);
});

test.each(queries)('$title is not empty: $expr', async ({ title, expr }) => {
  await vi.waitFor(
    async () => {
      const { result } = await prometheus.get<{ result: Samples }>('query', { query: filledIn(expr) });
      if (title in EMPTY_IN_A_HEALTHY_SHOP) return;
      expect(result.filter(({ value }) => Number.isFinite(Number(value[1])))).not.toEqual([]);
    },
    { timeout: 60_000, interval: 500 },
  );
  expect(unknownOf(metricsIn(expr), await knownMetrics())).toEqual([]);
});

test('the variable of the dashboard offers the slices', async () => {
  const [, selector = ''] = /^label_values\((.*), slice\)$/.exec(dashboard.templating.list[0]?.query ?? '') ?? [];
  const slices = await prometheus.get<string[]>('label/slice/values', { 'match[]': selector });
  expect(slices).toEqual(expect.arrayContaining(['produits', 'utilisateurs']));
});

test('every alert is evaluated on metrics that exist; in a healthy shop none fires', async () => {
  const rules = async () =>
    (await prometheus.get<{ groups: { rules: Rule[] }[] }>('rules')).groups.flatMap((group) => group.rules);
  await vi.waitFor(async () => expect((await rules()).every(({ health }) => health === 'ok')).toBe(true), 10_000);
  const evaluated = await rules();
  expect(evaluated.length).toBeGreaterThan(5);
  const known = await knownMetrics();
  for (const { name, query } of evaluated) {
    const metrics = metricsIn(query);
    expect(metrics.length, name).toBeGreaterThan(0);
    expect({ name, unknown: unknownOf(metrics, known) }).toEqual({ name, unknown: [] });
  }
  await vi.waitFor(async () => expect(await prometheus.get('alerts')).toEqual({ alerts: [] }), 10_000);
});
