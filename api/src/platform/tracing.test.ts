import { Writable } from 'node:stream';
import { startTracing } from '@boutique/tracing/start-tracing';
import { type ReceivedSpan, startOtlpReceiver } from '@boutique/tracing/testing/otlp-receiver';
import { pino } from 'pino';
import { afterAll, afterEach, expect, vi } from 'vitest';
import { test } from '../../test/fixtures.ts';
import { startApi } from '../../test/start-api.ts';
import { createDatabase } from './db/database.ts';

// The API has a pool of one connection, so that parallel requests have to wait for it.

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';
const traceparent = `00-${TRACE}-${PARENT}-01`;
const lines: Record<string, unknown>[] = [];
const sink = new Writable({
  write(chunk, _, done) {
    lines.push(JSON.parse(String(chunk)));
    done();
  },
});

const receiver = await startOtlpReceiver();
vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', receiver.url);
vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', '20');
const log = pino(sink);

test
  .override('template', 'demo')
  .override('db', async ({ database }, { onCleanup }) => {
    const db = createDatabase({ url: database.url, applicationName: 'tests', poolSize: 1 });
    onCleanup(() => db.destroy());
    return db;
  })
  .override('options', async () => ({ log, tracing: await startTracing({ serviceName: 'boutique-api', log }) }));
afterEach(() => {
  receiver.spans.splice(0);
  lines.splice(0);
});
afterAll(() => receiver.close());

/** The spans at the collector, once they include this number of requests. */
async function received({ requests }: { requests: number }) {
  const servers = () => receiver.spans.filter(({ kind }) => kind === 2);
  await vi.waitFor(() => expect(servers()).toHaveLength(requests));
  const children = ({ spanId }: ReceivedSpan) => receiver.spans.filter(({ parentSpanId }) => parentSpanId === spanId);
  return { spans: receiver.spans, servers: servers(), children };
}

async function receivedOne() {
  const { servers, children } = await received({ requests: 1 });
  const [server] = servers as [ReceivedSpan];
  return { server, statements: children(server) };
}

test('the span of a request belongs to the caller’s trace, and each statement to the request', async ({ api }) => {
  const { url } = api;
  expect((await fetch(`${url}/api/produits?q=zzsecretzz&limite=3`, { headers: { traceparent } })).status).toBe(200);
  const { server, statements } = await receivedOne();
  expect(server).toMatchObject({
    service: 'boutique-api',
    name: 'GET /api/produits',
    traceId: TRACE,
    parentSpanId: PARENT,
    attributes: {
      'http.request.method': 'GET',
      'http.route': '/api/produits',
      'http.response.status_code': 200,
      'url.path': '/api/produits',
      'url.scheme': 'http',
    },
    failed: false,
  });
  expect(statements.length).toBeGreaterThan(0);
  for (const statement of statements) {
    expect(statement).toMatchObject({
      traceId: TRACE,
      kind: 3,
      attributes: { 'db.system.name': 'postgresql', 'db.operation.name': 'SELECT' },
      failed: false,
    });
    expect(statement.startMs).toBeGreaterThanOrEqual(server.startMs);
    expect(statement.endMs).toBeLessThanOrEqual(server.endMs);
  }
  expect(statements.map(({ attributes }) => attributes['db.query.text'])).toContainEqual(
    expect.stringMatching(/^select .*requete_de_recherche\(q, \$\d\)/),
  );
  expect(JSON.stringify(receiver.spans)).not.toContain('zzsecretzz');
});

test('a span is named by its route, a statement by operation and table; the log line has the trace id', async ({
  api,
}) => {
  await api.get('/api/produits/inconnu', { traceparent });
  const { server, statements } = await receivedOne();
  expect(server).toMatchObject({ name: 'GET /api/produits/:id', failed: false });
  expect(statements.map(({ name }) => name)).toEqual(['SELECT produits']);
  await vi.waitFor(() => expect(lines).toHaveLength(1));
  expect(lines[0]).toMatchObject({ msg: 'request', status: 404, traceId: TRACE });
});

test('parallel requests that wait for one connection keep their statements apart', async ({ api }) => {
  const traces = Array.from({ length: 20 }, (_, index) => (index + 1).toString(16).padStart(32, '0'));
  await Promise.all(
    // each another list, or it would be read and counted once
    traces.map((trace, index) =>
      api.get(`/api/produits?prixMin=${index}&q=clavier`, { traceparent: `00-${trace}-${PARENT}-01` }),
    ),
  );
  const { servers, children, spans } = await received({ requests: 20 });
  expect(servers.map(({ traceId }) => traceId).sort()).toEqual(traces);
  const counts = servers.map((server) => {
    expect(children(server).every(({ traceId }) => traceId === server.traceId)).toBe(true);
    return children(server).length;
  });
  expect(new Set(counts).size).toBe(1);
  expect(counts[0]).toBeGreaterThan(1);
  // no span without a request
  expect(spans).toHaveLength(20 + counts.reduce((sum, count) => sum + count, 0));
});

test('the span of a failed statement has its code without values, and the request’s span has failed', async ({
  db,
  api,
}) => {
  await db.schema.renameTable('produits', 'ailleurs');
  expect((await api.get('/api/produits/zzsecretzz', { traceparent })).status).toBe(500);
  await db.schema.renameTable('ailleurs', 'produits');
  const { server, statements } = await receivedOne();
  expect(server).toMatchObject({
    attributes: { 'http.response.status_code': 500, 'error.type': '500', 'url.path': '/api/produits/zzsecretzz' },
    failed: true,
  });
  expect(statements).toMatchObject([{ attributes: { 'error.type': '42P01' }, failed: true }]);
  expect(JSON.stringify(statements)).not.toContain('zzsecretzz');
});

test('probes and polls of gateways are not traced', async ({ api }) => {
  for (const path of ['/live', '/ready', '/metrics', '/api/releases', '/api/info']) await api.get(path);
  const { server } = await receivedOne();
  expect(server.name).toBe('GET /api/info');
});

test.for([
  ['the cookie of its page', { cookie: `theme=dark; traceparent=${traceparent}` }, PARENT],
  ['its header before a cookie', { traceparent, cookie: 'traceparent=00-1-2-01' }, PARENT],
  ['nothing malformed', { traceparent: 'malformed' }, undefined],
  ['no malformed cookie', { cookie: 'traceparent=00-1-2-01' }, undefined],
  ['no cookie when it is a page itself', { cookie: `traceparent=${traceparent}`, accept: 'text/html' }, undefined],
] as const)('a request takes %s for its parent', async ([_, headers, parent], { api }) => {
  expect((await api.get('/api/docs', headers)).status).toBe(200);
  expect((await receivedOne()).server.parentSpanId).toBe(parent);
});

test('without tracing, statements have no listeners, and the log line has no trace id', async ({ database }) => {
  const untraced = createDatabase({ url: database.url, applicationName: 'tests' });
  const before = untraced.client.listenerCount('query');
  const other = await startApi({ db: untraced, log: pino(sink) });
  await other.get('/api/info', { traceparent });
  expect(untraced.client.listenerCount('query')).toBe(before);
  await vi.waitFor(() => expect(lines).toHaveLength(1));
  expect(lines[0]).not.toHaveProperty('traceId');
  await other.stop();
  await untraced.destroy();
});

test('a page load that a browser reports is a span of its own service, in the trace of the page', async ({ api }) => {
  const page = {
    traceparent,
    route: '/produits/:id',
    start: '2026-11-01T10:00:00.000Z',
    end: '2026-11-01T10:00:01.500Z',
  };
  const body = JSON.stringify({ vitals: [], loads: [], page });
  await api.send('POST', '/api/web-vitals', { body, headers: { 'content-type': 'application/json' } });
  const browser = () => receiver.spans.filter(({ service }) => service === 'boutique-browser');
  await vi.waitFor(() =>
    expect(browser()).toMatchObject([
      {
        name: 'load /produits/:id',
        traceId: TRACE,
        parentSpanId: PARENT,
        attributes: { 'http.route': '/produits/:id' },
      },
    ]),
  );
});
