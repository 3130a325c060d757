import { once } from 'node:events';
import { Agent, get as httpGet, type IncomingMessage } from 'node:http';
import { connect, createServer } from 'node:net';
import { failOnSignal } from '@boutique/http-server/testing/fail-on-signal';
import { sendMalformed } from '@boutique/http-server/testing/send-malformed';
import { startOtlpReceiver } from '@boutique/tracing/testing/otlp-receiver';
import { expect, onTestFinished, vi } from 'vitest';
import { test as base } from '../test/fixtures.ts';
import { run } from '../test/run.ts';
import { startServer } from '../test/server-process.ts';

const test = base
  .override('template', 'demo')
  .extend(
    'startServer',
    ({ database }) =>
      (variables: Record<string, string> = {}) =>
        startServer(database.url, variables),
  )
  /** Blocks every query on products. @returns a function that lets them continue */
  .extend('holdProduits', ({ db }) => async (): Promise<() => Promise<unknown>> => {
    const trx = await db.transaction();
    await trx.raw('lock table produits in access exclusive mode');
    return () => trx.rollback();
  })
  .extend('waiting', ({ db }) => async () => {
    const { rows } = await db.raw(
      "select 1 from pg_stat_activity where wait_event_type = 'Lock' and application_name = 'boutique-api'",
    );
    return rows.length;
  });

test.for(['SIGTERM', 'SIGINT'] as const)(
  '%s: finishes running requests, then stops',
  async (signal, { startServer, holdProduits, waiting }) => {
    const { child, finished, url } = await startServer();
    const release = await holdProduits();
    const agent = new Agent({ keepAlive: true });
    const running = once(httpGet(`${url}/api/produits?limite=1`, { agent }), 'response') as Promise<[IncomingMessage]>;
    await vi.waitFor(async () => expect(await waiting()).toBeGreaterThan(0));

    child.kill(signal);
    await vi.waitFor(() => expect(fetch(`${url}/live`)).rejects.toThrow());
    await release();
    const [response] = await running;
    expect(response.statusCode).toBe(200);
    response.resume();
    const answered = Date.now();
    const { code, output } = await finished;
    expect(code).toBe(0);
    // the client keeps its connection open, and the server does not wait for it
    expect(Date.now() - answered).toBeLessThan(2_000);
    expect(output).toContain('"msg":"stopped"');
  },
);

test.for(['exception', 'rejection'] as const)(
  'after an uncaught %s, running requests finish, then the process ends',
  async (failure, { startServer, holdProduits, waiting }) => {
    const { child, finished, url } = await startServer(failOnSignal(failure));
    const release = await holdProduits();
    const running = fetch(`${url}/api/produits?limite=1`);
    await vi.waitFor(async () => expect(await waiting()).toBeGreaterThan(0));
    child.kill('SIGUSR2');
    await vi.waitFor(() => expect(fetch(`${url}/ready`)).rejects.toThrow());
    await release();
    expect((await running).status).toBe(200);
    const { code, output } = await finished;
    expect(code).toBe(1);
    expect(output).toMatch(/"level":"fatal".*"stack":"Error: boom\\n +at /);
  },
);

test('a second signal stops at once', async ({ startServer, holdProduits, waiting }) => {
  const { child, finished, url } = await startServer();
  const release = await holdProduits();
  const running = fetch(`${url}/api/produits`).catch(() => 'cut');
  await vi.waitFor(async () => expect(await waiting()).toBeGreaterThan(0));
  child.kill('SIGTERM');
  await vi.waitFor(() => expect(fetch(`${url}/live`)).rejects.toThrow());
  child.kill('SIGTERM');
  expect((await finished).code).toBe(1);
  expect(await running).toBe('cut');
  await release();
});

test(
  'malformed requests never get a 5xx, and a normal request afterwards is answered',
  async ({ startServer }) => {
    const { output, url } = await startServer({ LOG_LEVEL: 'error' });
    const paths = ['/api/produits', '/api/panier', '/api/session', '/api/web-vitals', '/api/images', '/live'];
    const answers = await sendMalformed(url, 3_000, paths);
    expect([...answers.keys()].filter((answer) => / 5\d\d$/.test(answer))).toEqual([]);
    expect(answers.get('target 400')).toBeGreaterThan(50);
    const response = await fetch(`${url}/api/produits?limite=1`);
    expect([response.status, await response.json()]).toEqual([200, [expect.objectContaining({ devise: 'EUR' })]]);
    expect(output()).toBe('');
  },
  60_000 * Number(process.env.FUZZ_FACTOR ?? 1),
);

test('a connection that sends nothing is cut', async ({ startServer }) => {
  const { url } = await startServer({ KEEP_ALIVE_SECONDS: '1' });
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  expect((await socket.toArray()).join('')).toMatch(/^HTTP\/1\.1 408 /);
});

test('spans are sent before the process ends', async ({ startServer }) => {
  const receiver = await startOtlpReceiver();
  onTestFinished(() => void receiver.close());
  const { child, finished, url } = await startServer({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
  await fetch(`${url}/api/info`);
  expect(receiver.spans).toEqual([]);
  child.kill('SIGTERM');
  expect((await finished).code).toBe(0);
  expect(receiver.spans.map(({ service, name }) => `${service} ${name}`)).toContain('boutique-api GET /api/info');
});

test('a wrong setting stops the start with one sentence', async ({ database }) => {
  expect(await run('main.ts', { DATABASE_URL: database.url, PORT: 'x' }).finished).toEqual({
    code: 1,
    output: 'The API cannot start: PORT is wrong: Un nombre entier de 0 à 65535 est attendu.\n',
  });
});

test('a taken port stops the start with one sentence', async ({ database }) => {
  const holder = createServer().listen(0);
  await once(holder, 'listening');
  const { port } = holder.address() as { port: number };
  const variables = { DATABASE_URL: database.url, PORT: String(port), LOG_LEVEL: 'silent' };
  expect(await run('main.ts', variables).finished).toEqual({
    code: 1,
    output: `The API cannot listen: port ${port} is taken: set PORT to another.\n`,
  });
  holder.close();
});
