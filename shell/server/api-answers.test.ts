import type { RequestListener } from 'node:http';
import Koa from 'koa';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createAnswerReader } from './api-answers.ts';
import { log } from './testing/gateway.ts';
import { listen, send } from './testing/http.ts';

/** Asks such an API for these addresses, as a page does. */
async function read(api: RequestListener, urls: readonly string[]) {
  const readAnswers = createAnswerReader({ apiUrl: await listen(api), log });
  const gateway = new Koa();
  gateway.use(async (ctx) => {
    const { answers } = await readAnswers(ctx, urls);
    ctx.body = Object.fromEntries(
      Object.entries(answers).map(([url, { status, json }]) => [url, [status, String(json)]]),
    );
  });
  return JSON.parse((await send(await listen(gateway.callback()), '/')).text);
}

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
