import type { IncomingHttpHeaders } from 'node:http';
import { startTracing } from '@boutique/tracing/start-tracing';
import { startOtlpReceiver } from '@boutique/tracing/testing/otlp-receiver';
import { expect, onTestFinished, test, vi } from 'vitest';
import { offer, startApi } from './testing/fake-api.ts';
import { log, startGateway } from './testing/gateway.ts';
import { send } from './testing/http.ts';
import { packedOf } from './testing/releases.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${TRACE}-00f067aa0ba902b7-01`;
const page = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

const release = packedOf(
  { 'remoteEntry.js': 'entry' },
  { routes: [{ path: '/produits/:id', requests: [], modules: [], styles: [] }] },
);

/** A gateway, and an API that records the headers of its requests. */
async function start(variables: Record<string, string> = {}) {
  const receiver = await startOtlpReceiver();
  onTestFinished(() => void receiver.close());
  const settings = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_BSP_SCHEDULE_DELAY: '20', ...variables };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const tracing = await startTracing({ serviceName: 'boutique-shell', log });
  onTestFinished(() => tracing?.stop());

  const api = await startApi(offer(release));
  const apiHeaders: IncomingHttpHeaders[] = [];
  api.other = (request, response) => {
    apiHeaders.push(request.headers);
    response.end('api');
  };
  const { origin, whole } = await startGateway(api.url, { tracing });
  await whole();
  const get = (address: string, headers: Record<string, string> = {}) => send(origin, address, { headers });
  const spans = async (count: number) => {
    await vi.waitFor(() => expect(receiver.spans).toHaveLength(count));
    return receiver.spans;
  };
  return { get, spans, apiHeaders };
}

const cookieOf = (headers: IncomingHttpHeaders) =>
  headers['set-cookie']?.find((line) => line.startsWith('traceparent='));
const metaIn = (html: string) => /<meta name="traceparent" content="(.*?)">/.exec(html)?.[1];

test('a page begins a trace, and a cookie adds everything that the page loads to it', async () => {
  const { get, spans, apiHeaders } = await start();
  const { headers, text } = await get('/produits/clavier', page);
  const parent = metaIn(text);
  expect(parent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  expect(cookieOf(headers)).toBe(`traceparent=${parent}; Path=/; Max-Age=10; SameSite=Strict; HttpOnly`);

  const asked = await get('/api/produits/clavier', { cookie: `theme=dark; traceparent=${parent}` });
  expect(cookieOf(asked.headers)).toBeUndefined();
  await get('/remotes/produits/1/none.js', { cookie: `traceparent=${parent}` });

  const [document, request, file] = await spans(3);
  const [, trace, span] = parent?.split('-') ?? [];
  expect(document).toMatchObject({
    service: 'boutique-shell',
    name: 'GET /produits/:id',
    kind: 2,
    traceId: trace,
    spanId: span,
    parentSpanId: undefined,
    attributes: { 'http.route': '/produits/:id', 'url.path': '/produits/clavier', 'http.response.status_code': 200 },
  });
  expect(request).toMatchObject({ name: 'GET /api/*', traceId: trace, parentSpanId: span });
  expect(apiHeaders[0]?.traceparent).toBe(`00-${trace}-${request?.spanId}-01`);
  expect(file).toMatchObject({ name: 'GET /remotes/*', traceId: trace, parentSpanId: span });
});

test('a page never belongs to the trace of the previous page', async () => {
  const { get } = await start();
  const { text } = await get('/systeme', { ...page, cookie: `traceparent=${traceparent}` });
  expect(metaIn(text)).not.toContain(TRACE);
});

test('a caller’s traceparent header is continued, and wins over the cookie', async () => {
  const { get, spans, apiHeaders } = await start();
  await get('/api/x', { traceparent, cookie: 'traceparent=00-1-2-01' });
  const [span] = await spans(1);
  expect(span).toMatchObject({ traceId: TRACE, parentSpanId: '00f067aa0ba902b7' });
  expect(apiHeaders[0]?.traceparent).toBe(`00-${TRACE}-${span?.spanId}-01`);
});

test.each([{ traceparent: 'malformed' }, { cookie: 'traceparent=malformed' }])('%j is ignored', async (headers) => {
  const { get, spans, apiHeaders } = await start();
  await get('/api/x', headers as Record<string, string>);
  const [span] = await spans(1);
  expect(span?.parentSpanId).toBeUndefined();
  expect(apiHeaders[0]?.traceparent).toBe(`00-${span?.traceId}-${span?.spanId}-01`);
});

test('a page that is not sampled has no traceparent for the browser, and its requests are not sampled', async () => {
  const { get, apiHeaders } = await start({ OTEL_TRACES_SAMPLER: 'parentbased_always_off' });
  const { headers, text } = await get('/systeme', page);
  expect(metaIn(text)).toBeUndefined();
  const [, value = ''] = /^traceparent=([^;]*)/.exec(cookieOf(headers) ?? '') ?? [];
  await get('/api/x', { cookie: `traceparent=${value}` });
  expect(apiHeaders[0]?.traceparent).toMatch(new RegExp(`^${value.slice(0, 35)}-[0-9a-f]{16}-00$`));
});

test('an address of no slice has a span without a route; health checks have no span', async () => {
  const { get, spans } = await start();
  await get('/live');
  await get('/ready');
  await get('/nulle-part', page);
  const [span] = await spans(1);
  expect(span).toMatchObject({ name: 'GET', attributes: { 'http.response.status_code': 404 }, failed: false });
  expect(span?.attributes).not.toHaveProperty('http.route');
});

test('with tracing off: no cookie, no meta, and headers reach the API unchanged', async () => {
  const { get, apiHeaders } = await start({ OTEL_SDK_DISABLED: 'true' });
  const { headers, text } = await get('/systeme', { ...page, traceparent });
  expect(headers['set-cookie']).toBeUndefined();
  expect(text).not.toContain('traceparent');
  await get('/api/x');
  await get('/api/x', { traceparent, cookie: `traceparent=${traceparent}` });
  expect(apiHeaders.map((sent) => sent.traceparent)).toEqual([undefined, traceparent]);
});

test('an unreachable collector does not affect the shop', async () => {
  const { get } = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });
  expect((await get('/systeme', page)).status).toBe(200);
  expect(await get('/api/x')).toMatchObject({ status: 200, text: 'api' });
});
