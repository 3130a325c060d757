import { Writable } from 'node:stream';
import { pino } from 'pino';
import { beforeEach, expect, vi } from 'vitest';
import { test } from '../../../test/fixtures.ts';

const lines: Record<string, unknown>[] = [];
const sink = new Writable({
  write(chunk, _, done) {
    lines.push(JSON.parse(String(chunk)));
    done();
  },
});

test.override('options', { log: pino(sink) });
beforeEach(() => lines.splice(0));

test('one line per request, with the template of the route', async ({ api }) => {
  await api.get('/api/produits/inconnu', { 'x-request-id': 'test-0001' });
  await vi.waitFor(() => expect(lines).toHaveLength(1));
  expect(lines[0]).toMatchObject({
    level: 30,
    requestId: 'test-0001',
    method: 'GET',
    path: '/api/produits/inconnu',
    route: '/api/produits/:id',
    status: 404,
    ms: expect.any(Number),
    msg: 'request',
  });
});

test('an unexpected failure is logged as an error, with its cause', async ({ db, api }) => {
  await db.schema.renameTable('utilisateurs', 'ailleurs');
  expect((await api.get('/api/utilisateurs')).status).toBe(500);
  await db.schema.renameTable('ailleurs', 'utilisateurs');
  await vi.waitFor(() => expect(lines).toHaveLength(1));
  expect(lines[0]).toMatchObject({ level: 50, status: 500, err: { type: 'DatabaseError', stack: expect.any(String) } });
});

test('probes that run every few seconds are not logged', async ({ api }) => {
  for (const path of ['/live', '/ready', '/metrics', '/api/info']) await api.get(path);
  await vi.waitFor(() => expect(lines.map(({ path }) => path)).toEqual(['/api/info']));
});

test('a gateway that finds the register unchanged is not logged', async ({ api }) => {
  const etag = (await api.get('/api/releases')).headers.get('etag') ?? '';
  expect((await api.get('/api/releases', { 'if-none-match': etag })).status).toBe(304);
  await api.get('/api/info');
  await vi.waitFor(() => expect(lines.map(({ path }) => path)).toEqual(['/api/releases', '/api/info']));
});

test('counts requests by route, connections and slices for Prometheus', async ({ api }) => {
  await api.get('/api/produits/un-autre');
  const response = await api.get('/metrics');
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  const text = await response.text();
  expect(text).toMatch(
    /http_request_duration_seconds_count\{method="GET",route="\/api\/produits\/:id",status="404"\} \d/,
  );
  expect(text).toContain('db_pool_connections{state="pending"} 0');
  expect(text).toContain('nodejs_eventloop_lag_seconds');
  expect(text).not.toContain('un-autre');
});
