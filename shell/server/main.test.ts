import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { Agent, createServer, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { releaseBase } from '@boutique/contracts/release';
import { failOnSignal } from '@boutique/http-server/testing/fail-on-signal';
import { sendMalformed } from '@boutique/http-server/testing/send-malformed';
import { startOtlpReceiver } from '@boutique/tracing/testing/otlp-receiver';
import { expect, onTestFinished, test, vi } from 'vitest';
import { offer, startApi, TOKEN } from './testing/fake-api.ts';
import { deadUrl, listen, send } from './testing/http.ts';
import { packedOf, shellOf } from './testing/releases.ts';

const routes = [{ path: '/produits', requests: [], modules: ['page.js'], styles: [] }];
const produits = packedOf({ 'remoteEntry.js': 'entry', 'page.js': 'page' }, { routes });
const page = `${releaseBase(produits.release)}page.js`;

const shell = shellOf({ 'assets/main.js': 'main', 'favicon.svg': '<svg/>' });

/** Runs the gateway as a separate process, with this build of the shell and this limit of file descriptors. */
async function run(variables: Record<string, string>, { build = shell, descriptors = 1_024 } = {}) {
  const clientFolder = await mkdtemp(path.join(tmpdir(), 'boutique-client-'));
  onTestFinished(() => rm(clientFolder, { recursive: true }));
  await mkdir(path.join(clientFolder, 'assets'));
  for (const [file, content] of build.files) await writeFile(path.join(clientFolder, file), content);
  await writeFile(path.join(clientFolder, 'release.json'), JSON.stringify(build.release));
  const command = `ulimit -n ${descriptors} && exec "$0" "$1"`;
  const child = spawn('sh', ['-c', command, process.execPath, fileURLToPath(new URL('main.ts', import.meta.url))], {
    env: {
      ...process.env,
      // the renderer exists only in a build
      SERVER_RENDERING: 'off',
      CLIENT_FOLDER: clientFolder,
      LOG_LEVEL: 'warn',
      DEPLOY_TOKEN: TOKEN,
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (output += text));
  const ended = once(child, 'close').then(([code]) => ({ code, output }));
  return { child, ended, clientFolder };
}

async function start(variables: Record<string, string> = {}): Promise<{
  url: string;
  child: ChildProcess;
  clientFolder: string;
  ended: Promise<{ code: number | null; output: string }>;
}> {
  const url = await deadUrl();
  const { child, ended, clientFolder } = await run({
    PORT: new URL(url).port,
    API_URL: 'http://127.0.0.1:9',
    ...variables,
  });
  await Promise.race([
    once(child, 'message'),
    ended.then(({ output }) => Promise.reject(new Error(`the gateway ended:\n${output}`))),
  ]);
  return { url, child, ended, clientFolder };
}

const untilReady = (url: string) =>
  vi.waitFor(async () => expect(await send(url, '/ready')).toMatchObject({ status: 200 }), 5_000);

test('starts without the API and serves pages', async () => {
  const { url } = await start();
  const { status, text } = await send(url, '/systeme');
  expect(status).toBe(200);
  expect(text).toContain('id="discovery"');
});

test('with an empty disk, gets everything from the API; then it and the next process serve without the API', async () => {
  const place = await mkdtemp(path.join(tmpdir(), 'boutique-releases-'));
  onTestFinished(() => rm(place, { recursive: true, force: true, maxRetries: 5 }));
  const api = await startApi(offer(produits));
  const variables = { API_URL: api.url, RELEASES_FOLDER: path.join(place, 'releases') };
  const first = await start(variables);
  await untilReady(first.url);
  expect(api.releases.map(({ role }) => role)).toEqual(['active', 'shell']);
  await vi.waitFor(async () => {
    const names = await readdir(variables.RELEASES_FOLDER);
    expect(names).toHaveLength(6);
    expect(await readFile(path.join(variables.RELEASES_FOLDER, 'register.json'), 'utf8')).toContain('"shell"');
  }, 3_000);
  api.goDown();
  first.child.kill('SIGTERM');
  await first.ended;

  const { url } = await start(variables);
  await untilReady(url);
  expect(await send(url, page)).toMatchObject({ status: 200, text: 'page' });
  expect((await send(url, '/produits')).text).toContain(page);
}, 20_000);

test('does not read the build folder after the start', async () => {
  const api = await startApi(offer(produits));
  const { url, clientFolder } = await start({ API_URL: api.url });
  await rm(path.join(clientFolder, 'assets'), { recursive: true });
  await rm(path.join(clientFolder, 'index.html'));
  await untilReady(url);
  expect(await send(url, '/assets/main.js')).toMatchObject({ status: 200, text: 'main' });
  expect((await send(url, '/systeme')).status).toBe(200);
});

test('a build whose files were changed stops the start with a sentence', async () => {
  const files = new Map([...shell.files, ['assets/main.js', Buffer.from('MAIN')]]);
  const { ended } = await run({ PORT: '0' }, { build: { ...shell, files } });
  expect(await ended).toEqual({
    code: 1,
    output:
      'files.assets/main.js: it is not the file that release.json describes; send exactly the files of the build\n',
  });
});

test('without a deploy token it logs that, serves pages, and is never ready', async () => {
  const api = await startApi(offer(produits));
  const { url, child, ended } = await start({ API_URL: api.url, DEPLOY_TOKEN: '' });
  await vi.waitFor(async () => expect((await send(url, '/produits')).status).toBe(200), 3_000);
  const { status, text } = await send(url, '/ready');
  expect([status, text]).toEqual([503, expect.stringContaining('DEPLOY_TOKEN or DEPLOY_TOKEN_FILE is not set')]);
  child.kill('SIGTERM');
  expect((await ended).output).toContain('DEPLOY_TOKEN or DEPLOY_TOKEN_FILE is not set');
});

test('a port in use stops the start with a sentence', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as { port: number };
  const { ended } = await run({ PORT: String(port), LOG_LEVEL: 'error' });
  expect(await ended).toEqual({
    code: 1,
    output: `The gateway cannot listen: port ${port} is already in use (PORT changes it)\n`,
  });
});

test('without free file descriptors it serves open connections, and later accepts new ones', async () => {
  const url = await deadUrl();
  await run({ PORT: new URL(url).port, API_URL: 'http://127.0.0.1:9' }, { descriptors: 96 });
  await vi.waitFor(async () => expect((await send(url, '/live')).status).toBe(200), { timeout: 10_000 });
  const port = Number(new URL(url).port);
  const sockets = Array.from({ length: 90 }, () => connect(port, '127.0.0.1').on('error', () => {}));
  onTestFinished(() => void sockets.map((socket) => socket.destroy()));
  for (const socket of sockets) socket.write('GET /favicon.svg HTTP/1.1\r\nHost: a\r\n\r\n');
  const answers = sockets.map(
    (socket) =>
      new Promise<string>((resolve) => {
        socket.once('data', (chunk) => resolve(String(chunk).slice(0, 12))).once('close', () => resolve('refused'));
      }),
  );
  // connections beyond the limit of descriptors are not accepted
  const answered = await Promise.all(answers);
  expect(new Set(answered)).toEqual(new Set(['HTTP/1.1 200', 'refused']));
  for (const socket of sockets) socket.destroy();
  await vi.waitFor(async () => expect((await send(url, '/favicon.svg')).text).toBe('<svg/>'), { timeout: 5_000 });
});

test('only the metrics port has /metrics, the public port does not', async () => {
  const metricsUrl = await deadUrl();
  const { url } = await start({ METRICS_PORT: new URL(metricsUrl).port });
  expect((await send(url, '/metrics')).headers['content-type']).toContain('text/html');
  const page = 'http_request_duration_seconds_count{method="GET",kind="page",status="503"} 1';
  await vi.waitFor(async () => expect((await send(metricsUrl, '/metrics')).text).toContain(page));
  const { headers, text } = await send(metricsUrl, '/metrics');
  expect(headers['content-type']).toContain('text/plain; version=0.0.4');
  expect(text).toContain('# TYPE slice_file_failures_total counter');
  expect(text).toContain('nodejs_eventloop_lag_seconds');
  expect((await send(metricsUrl, '/')).status).toBe(404);
});

test('a metrics port in use stops the start with a sentence', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as { port: number };
  const { ended } = await run({ PORT: '0', METRICS_PORT: String(port), LOG_LEVEL: 'error' });
  expect(await ended).toEqual({
    code: 1,
    output: `The gateway cannot listen: port ${port} is already in use (METRICS_PORT changes it)\n`,
  });
});

test('a wrong configuration stops the start with a sentence', async () => {
  const { ended } = await run({ PORT: 'http' });
  expect(await ended).toEqual({
    code: 1,
    output: 'Wrong configuration. PORT="http": a port number is expected\n',
  });
});

test('a missing build of the shell stops the start with a sentence', async () => {
  const { ended } = await run({ PORT: '0', CLIENT_FOLDER: '/nowhere' });
  expect(await ended).toEqual({
    code: 1,
    output:
      'release.json: /nowhere has none; build the slice first (npm run build -w <its folder>), and name the folder of the build\n',
  });
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s: finishes running requests, then exits', async (signal) => {
  let held: ServerResponse | undefined;
  const apiUrl = await listen((request, response) => {
    if (request.url === '/api/slow') held = response;
    else response.end('[]');
  });
  const { url, child, ended } = await start({ API_URL: apiUrl });
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const answer = send(url, '/api/slow', { agent });
  await vi.waitFor(() => expect(held).toBeDefined());

  child.kill(signal);
  await vi.waitFor(() => expect(send(url, '/live')).rejects.toThrow('ECONNREFUSED'));
  held?.end('done');
  expect(await answer).toMatchObject({ status: 200, text: 'done' });
  const answered = performance.now();
  expect(await ended).toMatchObject({ code: 0 });
  // the browser keeps its connection open: the gateway does not wait for that
  expect(performance.now() - answered).toBeLessThan(2_000);
});

test('a connection that sends nothing is cut', async () => {
  const { url } = await start({ KEEP_ALIVE_SECONDS: '1' });
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  expect((await socket.toArray()).join('')).toMatch(/^HTTP\/1\.1 408 /);
});

test('sends pending traces before it exits', async () => {
  const receiver = await startOtlpReceiver();
  onTestFinished(() => void receiver.close());
  const { url, child, ended } = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
  await send(url, '/systeme');
  expect(receiver.spans).toEqual([]);
  child.kill('SIGTERM');
  expect(await ended).toEqual({ code: 0, output: expect.not.stringContaining('traces') });
  expect(receiver.spans).toMatchObject([{ service: 'boutique-shell', name: 'GET /systeme' }]);
});

test('a second signal makes it exit at once', async () => {
  let asked = false;
  const apiUrl = await listen((request, response) => {
    if (request.url === '/api/never') asked = true;
    else response.end('[]');
  });
  const { url, child, ended } = await start({ API_URL: apiUrl });
  const broken = expect(send(url, '/api/never')).rejects.toThrow();
  await vi.waitFor(() => expect(asked).toBe(true));
  child.kill('SIGTERM');
  await vi.waitFor(() => expect(send(url, '/live')).rejects.toThrow('ECONNREFUSED'));
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 1 });
  await broken;
});

test.each(['exception', 'rejection'] as const)(
  'an uncaught %s: finishes running requests, then exits',
  async (failure) => {
    let held: ServerResponse | undefined;
    const apiUrl = await listen((request, response) => {
      if (request.url === '/api/slow') held = response;
      else response.end('[]');
    });
    const { url, child, ended } = await start({ API_URL: apiUrl, ...failOnSignal(failure) });
    const answer = send(url, '/api/slow');
    await vi.waitFor(() => expect(held).toBeDefined());
    child.kill('SIGUSR2');
    await vi.waitFor(() => expect(send(url, '/ready')).rejects.toThrow('ECONNREFUSED'));
    held?.end('done');
    expect(await answer).toMatchObject({ status: 200, text: 'done' });
    const { code, output } = await ended;
    expect(code).toBe(1);
    expect(output).toMatch(/"level":60.*"stack":"Error: boom\\n +at /);
  },
);

test('a startup error that is not a configuration mistake keeps its stack', async () => {
  const broken =
    'const http = process.getBuiltinModule("node:http"); http.createServer = () => { throw new Error("boom"); }; process.getBuiltinModule("node:module").syncBuiltinESMExports();';
  const { ended } = await run({
    PORT: '0',
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(broken)}`,
  });
  expect(await ended).toMatchObject({ code: 1, output: expect.stringMatching(/Error: boom\n +at /) });
});

test(
  'malformed requests never get a 5xx, and the next valid requests work',
  async () => {
    const api = await startApi(offer(produits));
    let posted = 0;
    api.other = (request, response) => {
      if (request.url === '/api/session') posted += 1;
      request.resume().once('end', () => response.end('[]'));
    };
    const { url, child, ended } = await start({ API_URL: api.url });
    await untilReady(url);
    const answers = await sendMalformed(url, 3_000, [
      '/produits',
      '/systeme',
      '/favicon.svg',
      '/assets/a.js',
      '/api/produits',
      '/formulaires/signIn',
      '/formulaires/preferences?page=/systeme',
    ]);
    expect([...answers.keys()].filter((answer) => / 5\d\d$/.test(answer))).toEqual([]);
    expect(answers.get('target 400')).toBeGreaterThan(50);
    expect(posted).toBeGreaterThan(0);
    expect(await send(url, '/produits')).toMatchObject({ status: 200, text: expect.stringContaining('"produits"') });
    expect(await send(url, '/api/produits')).toMatchObject({ status: 200, text: '[]' });
    child.kill('SIGTERM');
    expect(await ended).toEqual({ code: 0, output: expect.not.stringContaining('"level":50') });
  },
  60_000 * Number(process.env.FUZZ_FACTOR ?? 1),
);
