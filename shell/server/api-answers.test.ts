import type { RequestListener } from 'node:http';
import Koa from 'koa';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createAnswerReader } from './api-answers.ts';
import { log } from './testing/gateway.ts';
import { listen, send } from './testing/http.ts';

/** A function that asks such an API for these addresses, as a page does. */
async function reader(api: RequestListener) {
  const readAnswers = createAnswerReader({ apiUrl: await listen(api), log });
  const gateway = new Koa();
  let asked: readonly string[] = [];
  gateway.use(async (ctx) => {
    const { answers } = await readAnswers(ctx, asked);
    ctx.body = Object.fromEntries(
      Object.entries(answers).map(([url, { status, json }]) => [url, [status, String(json)]]),
    );
  });
  const origin = await listen(gateway.callback());
  return async (urls: readonly string[], headers: Record<string, string> = {}) => {
    asked = urls;
    return JSON.parse((await send(origin, '/', { headers })).text);
  };
}

const read = async (api: RequestListener, urls: readonly string[]) => (await reader(api))(urls);

const JSON_TYPE = { 'content-type': 'application/json' };

test('answers are the API’s JSON, in which nothing can end a script element', async () => {
  const answers = await read(
    (_request, response) => {
      response.writeHead(404, { 'content-type': 'application/problem+json' }).end('{"title":"</script>é"}');
    },
    ['/api/x'],
  );
  expect(answers).toEqual({ '/api/x': [404, '{"title":"\\u003c/script>é"}'] });
});

test.each<[string, RequestListener]>([
  ['a page of a proxy', (_, response) => response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not Found')],
  ['no content type', (_, response) => response.writeHead(404).end()],
  ['a failure', (_, response) => response.writeHead(503, JSON_TYPE).end('{}')],
  ['a failure that does not end', (_, response) => response.writeHead(503, JSON_TYPE).write('{')],
  ['an answer that does not end', (_, response) => response.writeHead(200, JSON_TYPE).write('{')],
  [
    'an answer that is too large',
    (_, response) =>
      response.writeHead(200, { ...JSON_TYPE, 'content-length': 2 ** 20 }).end(Buffer.alloc(2 ** 20, ' ')),
  ],
  [
    'an answer without a length that is too large',
    (_, response) => response.writeHead(200, JSON_TYPE).end(' '.repeat(2 ** 20)),
  ],
  ['a cut connection', (_, response) => response.destroy()],
])('%s is no answer, and ends nothing', async (_, api) => {
  const thrown = vi.fn();
  process.on('uncaughtException', thrown);
  onTestFinished(() => void process.off('uncaughtException', thrown));
  const answers = await read(
    (request, response) => {
      if (request.url === '/api/good') response.writeHead(200, JSON_TYPE).end('1');
      else api(request, response);
    },
    ['/api/bad', '/api/good'],
  );
  expect(answers).toEqual({ '/api/good': [200, '1'] });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(thrown).not.toHaveBeenCalled();
});

/** An API that tells the version of its data, and the requests that it got. */
function versionedApi() {
  const api = { version: 'a' as string | null, text: '1', hasRoute: true };
  const requests: string[] = [];
  const listener: RequestListener = (request, response) => {
    requests.push(`${request.url}${request.headers['if-none-match'] ? ' again' : ''}`);
    if (request.url === '/api/data-version') {
      if (api.hasRoute) response.writeHead(200, JSON_TYPE).end(JSON.stringify({ version: api.version }));
      else response.writeHead(404, JSON_TYPE).end('{}');
      return;
    }
    const etag = `"${api.text}"`;
    const headers = { ...JSON_TYPE, etag, ...(api.version && { 'data-version': api.version }) };
    if (request.headers['if-none-match'] === etag) response.writeHead(304, headers).end();
    else response.writeHead(200, headers).end(api.text);
  };
  const seen = () => requests.splice(0).sort();
  return { api, listener, seen };
}

const VERSION = '/api/data-version';

test('kept answers serve while the API tells the same version of its data', async () => {
  const { api, listener, seen } = versionedApi();
  const ask = await reader(listener);
  const urls = ['/api/x', '/api/y'];
  const first = { '/api/x': [200, '1'], '/api/y': [200, '1'] };
  expect(await ask(urls)).toEqual(first);
  expect(seen()).toEqual(['/api/x', '/api/y']);
  expect(await ask(urls)).toEqual(first);
  expect(seen()).toEqual([VERSION]);
  // something else has changed
  api.version = 'b';
  expect(await ask(urls)).toEqual(first);
  expect(seen()).toEqual([VERSION, '/api/x again', '/api/y again']);
  expect(await ask(urls)).toEqual(first);
  expect(seen()).toEqual([VERSION]);
  Object.assign(api, { version: 'c', text: '2' });
  expect(await ask(urls)).toEqual({ '/api/x': [200, '2'], '/api/y': [200, '2'] });
  // another page of other requests
  seen();
  await ask(['/api/x', '/api/z']);
  expect(seen()).toEqual(['/api/x again', '/api/z']);
});

test('many pages at the same time ask for the version together', async () => {
  const { listener, seen } = versionedApi();
  const ask = await reader(listener);
  await ask(['/api/x']);
  seen();
  await Promise.all(Array.from({ length: 40 }, () => ask(['/api/x'])));
  const questions = seen();
  expect(new Set(questions)).toEqual(new Set([VERSION]));
  expect(questions.length).toBeLessThan(20);
});

test.each([
  ['does not know it', { version: null }],
  ['has no such route', { hasRoute: false }],
])('without a version, because the API %s, each answer is confirmed', async (_, state) => {
  const { api, listener, seen } = versionedApi();
  const ask = await reader(listener);
  await ask(['/api/x']);
  Object.assign(api, state);
  seen();
  expect(await ask(['/api/x'])).toEqual({ '/api/x': [200, '1'] });
  expect(seen()).toContain('/api/x again');
});

test('a visitor with a session or a cart gets answers of their own', async () => {
  const { listener, seen } = versionedApi();
  const ask = await reader(listener);
  await ask(['/api/x']);
  seen();
  await ask(['/api/x'], { cookie: 'session=s' });
  expect(seen()).toEqual(['/api/x']);
});

test.each<[string, RequestListener]>([
  ['fails', (_, response) => response.writeHead(503, JSON_TYPE).end('{}')],
  ['is not reached', (_, response) => response.destroy()],
  ['does not answer', () => {}],
])('while the API %s, guests get the last answers, and others none', async (_what, down) => {
  const { listener } = versionedApi();
  let isDown = false;
  const ask = await reader((request, response) => (isDown ? down : listener)(request, response));
  const last = { '/api/x': [200, '1'] };
  expect(await ask(['/api/x'])).toEqual(last);
  isDown = true;
  for (const _time of [1, 2]) expect(await ask(['/api/x', '/api/z'])).toEqual(last);
  expect(await ask(['/api/x'], { cookie: 'visiteur=v' })).toEqual({});
});

test('answers stand in the order of the requests, whichever comes first', async () => {
  const ask = await reader((request, response) => {
    const send = () => response.writeHead(200, JSON_TYPE).end('1');
    if (request.url === '/api/x') setTimeout(send, 100);
    else send();
  });
  expect(Object.keys(await ask(['/api/x', '/api/y']))).toEqual(['/api/x', '/api/y']);
});
