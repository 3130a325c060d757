import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { startTracing } from './start-tracing.ts';
import { startOtlpReceiver } from './testing/otlp-receiver.ts';
import type { Tracing } from './tracing.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';

const lines: string[] = [];
const log = {
  info: (about: object, message: string) => void lines.push(`info ${message} ${JSON.stringify(about)}`),
  warn: (about: object, message: string) => void lines.push(`warn ${message} ${JSON.stringify(about)}`),
};

beforeEach(() => {
  lines.splice(0);
  vi.unstubAllEnvs();
  for (const name of Object.keys(process.env)) if (name.startsWith('OTEL_')) vi.stubEnv(name, undefined);
});

async function start(variables: Record<string, string>): Promise<Tracing> {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const tracing = await startTracing({ serviceName: 'boutique-test', log });
  if (!tracing) throw new Error('tracing is off');
  onTestFinished(() => tracing.stop());
  return tracing;
}

async function startWithReceiver(variables: Record<string, string> = {}) {
  const receiver = await startOtlpReceiver();
  onTestFinished(() => void receiver.close());
  return { receiver, tracing: await start({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, ...variables }) };
}

const serverSpan = (tracing: Tracing, traceparent?: string) =>
  tracing.startServerSpan('GET', { traceparent, attributes: { 'url.path': '/' } });

test.each([
  [{}],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_SDK_DISABLED: 'true' }],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_TRACES_EXPORTER: 'none' }],
])('%j: tracing is off, and the SDK is not loaded', async (variables) => {
  expect(await loadedBy(variables)).toEqual(['start-tracing.ts']);
});

test('an endpoint turns it on, and loads the SDK', async () => {
  const loaded = await loadedBy({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:9/v1/traces' });
  expect(loaded).toContain('otlp-tracing.ts');
  expect(loaded.length).toBeGreaterThan(10);
});

/** The files that a new process has loaded after starting tracing. */
async function loadedBy(variables: Record<string, string>): Promise<string[]> {
  const program = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load: (url, context, next) => (url.startsWith('file:') && loaded.push(url), next(url, context)) });
    const { startTracing } = await import(${JSON.stringify(new URL('start-tracing.ts', import.meta.url))});
    await startTracing({ serviceName: 'test', log: console });
    console.log(JSON.stringify(loaded.map((url) => url.replace(/.*[/]/, ''))));
  `;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { env: variables });
  return JSON.parse((await run).stdout);
}

test('the collector gets the span of a request and of the calls that it makes', async () => {
  const { receiver, tracing } = await startWithReceiver({
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    OTEL_EXPORTER_OTLP_HEADERS: 'x-token=secret',
  });
  const request = serverSpan(tracing, `00-${TRACE}-${PARENT}-01`);
  expect(request).toMatchObject({ traceId: TRACE, sampled: true });
  await request.run(async () => {
    await Promise.resolve();
    tracing.startClientSpan('SELECT', { 'db.system.name': 'postgresql' })?.end({ errorType: '42P01' });
  });
  request.end({ name: 'GET /', attributes: { 'http.response.status_code': 200 } });
  await tracing.stop();

  expect(receiver.headers).toMatchObject({ 'x-token': 'secret', 'content-type': 'application/json' });
  const [select, get] = receiver.spans;
  expect(get).toMatchObject({
    service: 'boutique-test',
    name: 'GET /',
    traceId: TRACE,
    parentSpanId: PARENT,
    kind: 2,
    attributes: { 'url.path': '/', 'http.response.status_code': 200 },
    failed: false,
  });
  expect(request.traceparent).toBe(`00-${TRACE}-${get?.spanId}-01`);
  expect(select).toMatchObject({
    name: 'SELECT',
    traceId: TRACE,
    parentSpanId: get?.spanId,
    kind: 3,
    attributes: { 'db.system.name': 'postgresql', 'error.type': '42P01' },
    failed: true,
  });
  expect(lines).toEqual([]);
});

test('a call outside of any request has no span', async () => {
  const { tracing } = await startWithReceiver();
  expect(tracing.startClientSpan('SELECT', {})).toBeUndefined();
});

test.each([
  undefined,
  '',
  'x',
  `00-${TRACE}-${PARENT}`,
  `00-${TRACE}-${PARENT}-01-more`,
  `00-${'0'.repeat(32)}-${PARENT}-01`,
  `00-${TRACE.toUpperCase()}-${PARENT}-01`,
  `00-${TRACE}-${PARENT}-01, 00-${TRACE}-${PARENT}-01`,
])('the malformed traceparent %j is ignored, and a new trace begins', async (traceparent) => {
  const { receiver, tracing } = await startWithReceiver();
  serverSpan(tracing, traceparent).end();
  tracing.recordBrowserSpan({ name: 'page', traceparent: traceparent ?? '', startMs: 1, endMs: 2 });
  await tracing.stop();
  expect(receiver.spans).toMatchObject([{ service: 'boutique-test', parentSpanId: undefined }]);
  expect(receiver.spans[0]?.traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(receiver.spans[0]?.traceId).not.toBe(TRACE);
});

test('an unsampled request is not recorded, and the flag is passed on', async () => {
  const { receiver, tracing } = await startWithReceiver();
  const span = serverSpan(tracing, `00-${TRACE}-${PARENT}-00`);
  expect(span).toMatchObject({ traceId: TRACE, sampled: false, traceparent: expect.stringMatching(/-00$/) });
  span.end();
  tracing.recordBrowserSpan({ name: 'page', traceparent: span.traceparent, startMs: 1, endMs: 2 });
  await tracing.stop();
  expect(receiver.spans).toEqual([]);
});

test('a span of a browser keeps the browser’s times', async () => {
  const { receiver, tracing } = await startWithReceiver({ OTEL_SERVICE_NAME: 'another' });
  tracing.recordBrowserSpan({
    name: 'page load',
    traceparent: `00-${TRACE}-${PARENT}-01`,
    startMs: 1_700_000_000_000,
    endMs: 1_700_000_001_250,
    attributes: { 'url.path': '/produits' },
    events: [{ name: 'LCP', atMs: 1_700_000_000_800, attributes: { value: 800 } }],
  });
  serverSpan(tracing).end();
  await tracing.stop();
  expect(receiver.spans.map(({ service }) => service).sort()).toEqual(['another', 'boutique-browser']);
  expect(receiver.spans.find(({ service }) => service === 'boutique-browser')).toMatchObject({
    name: 'page load',
    traceId: TRACE,
    parentSpanId: PARENT,
    kind: 1,
    startMs: 1_700_000_000_000,
    endMs: 1_700_000_001_250,
    attributes: { 'url.path': '/produits' },
    events: [{ name: 'LCP', attributes: { value: 800 } }],
  });
});

test('a collector that is down costs one line, one more when it is back, and no waiting', async () => {
  const gone = await startOtlpReceiver();
  await gone.close();
  const tracing = await start({
    OTEL_EXPORTER_OTLP_ENDPOINT: gone.url,
    OTEL_EXPORTER_OTLP_TIMEOUT: '50',
    OTEL_BSP_SCHEDULE_DELAY: '20',
  });
  const endSpans = setInterval(() => serverSpan(tracing).end(), 5);
  onTestFinished(() => clearInterval(endSpans));
  await vi.waitFor(() => expect(lines).toHaveLength(1));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(lines).toEqual([expect.stringContaining('warn traces cannot be delivered {"reason":"connect ECONNREFUSED')]);

  const back = await startOtlpReceiver(Number(new URL(gone.url).port));
  onTestFinished(() => void back.close());
  await vi.waitFor(() => expect(lines.slice(1)).toEqual(['info traces are delivered again {}']), { timeout: 3_000 });
});

test('a collector that does not answer delays the end of the process by a second at most', async () => {
  const tracing = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });
  serverSpan(tracing).end();
  const started = performance.now();
  await tracing.stop();
  expect(performance.now() - started).toBeLessThan(1_500);
});

test('a wrong setting is logged once, and replaced by the default', async () => {
  const { tracing } = await startWithReceiver({ OTEL_TRACES_SAMPLER: 'sometimes' });
  expect(lines).toEqual([expect.stringMatching(/^warn a setting of tracing is ignored .*OTEL_TRACES_SAMPLER/)]);
  expect(serverSpan(tracing).sampled).toBe(true);
});

test.each([
  [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, 1],
  [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc', OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json' }, 0],
  [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' }, 0],
])('%j: the warning about the port of gRPC is logged %i times', async (variables, times) => {
  await startWithReceiver(variables);
  expect(lines.filter((line) => line.includes('4318'))).toHaveLength(times);
});

test('OTEL_TRACES_SAMPLER decides on traces that begin here', async () => {
  const { tracing } = await startWithReceiver({ OTEL_TRACES_SAMPLER: 'parentbased_always_off' });
  expect(serverSpan(tracing).sampled).toBe(false);
  expect(serverSpan(tracing, `00-${TRACE}-${PARENT}-01`).sampled).toBe(true);
});
