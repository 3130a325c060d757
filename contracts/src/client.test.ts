import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ApiError, createApiClient } from './client.ts';
import { PROBLEM_CONTENT_TYPE, problemOf } from './problems.ts';

async function serve(handler: RequestListener) {
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return createApiClient({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

const failure = async (promise: Promise<unknown>): Promise<ApiError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
};

test('parameters and query are written into the URL, the query sorted by name, without absent and empty values', async () => {
  const urls: unknown[] = [];
  const api = await serve((request, response) => {
    urls.push(`${request.method} ${request.url}`);
    response.end('[]');
  });
  await api.request('get /api/produits', { query: { tri: 'prix', q: '', prixMin: 0, enStock: false } });
  await api.request('get /api/produits', {});
  await api.request('get /api/produits/{id}', { params: { id: 'a/b' }, query: { langue: 'en' } });
  expect(urls).toEqual([
    'GET /api/produits?enStock=false&prixMin=0&tri=prix',
    'GET /api/produits',
    'GET /api/produits/a%2Fb?langue=en',
  ]);
});

test('the JSON of a success is the answer', async () => {
  const api = await serve((_request, response) => response.end('{"nom":"boutique"}'));
  expect(await api.request('get /api/info', {})).toEqual({ nom: 'boutique' });
});

test('a success without a body is undefined', async () => {
  const api = await serve((_request, response) => response.writeHead(204).end());
  expect(await api.request('post /api/web-vitals', { body: { vitals: [], loads: [] } })).toBeUndefined();
});

test('a problem is an ApiError with its code, status, detail and the whole problem', async () => {
  const problem = problemOf('requete-invalide', 'Un champ est refusé.', '/api/produits', [
    { chemin: 'query.limite', message: 'Trop grand' },
  ]);
  const api = await serve((_request, response) =>
    response.writeHead(400, { 'content-type': PROBLEM_CONTENT_TYPE }).end(JSON.stringify(problem)),
  );
  const error = await failure(api.request('get /api/produits', {}));
  expect({ ...error, message: error.message }).toEqual({
    name: 'ApiError',
    code: 'requete-invalide',
    status: 400,
    message: 'Un champ est refusé.',
    problem,
  });
});

test.each([
  ['30', 30],
  ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
])('a failure with Retry-After: %s says to wait %s seconds', async (header, seconds) => {
  const problem = problemOf('trop-de-tentatives', 'Attendez un peu.', '/api/session');
  const api = await serve((_request, response) =>
    response.writeHead(429, { 'retry-after': header }).end(JSON.stringify(problem)),
  );
  const error = await failure(api.request('post /api/session', { body: { email: 'a@b.example', motDePasse: 'x' } }));
  expect([error.code, error.retryAfter]).toEqual(['trop-de-tentatives', seconds]);
});

test('a failure without a problem body, such as a proxy’s page, has the code reseau and its status', async () => {
  const api = await serve((_request, response) => response.writeHead(502).end('<html>Bad gateway</html>'));
  expect(await failure(api.request('get /api/info', {}))).toMatchObject({
    code: 'reseau',
    status: 502,
    problem: undefined,
  });
});

test.each(['null', '"text"', '[]', '{"error":"x"}'])('a failure whose body is %s has the code reseau', async (body) => {
  const api = await serve((_request, response) => response.writeHead(500).end(body));
  expect(await failure(api.request('get /api/info', {}))).toMatchObject({ code: 'reseau', status: 500 });
});

test('a missing answer has the code reseau and status 0', async () => {
  const api = await serve((request) => request.socket.destroy());
  expect(await failure(api.request('get /api/info', {}))).toMatchObject({
    code: 'reseau',
    status: 0,
    message: 'get /api/info: no answer from the server',
  });
});

test('a success whose body is not JSON has the code reseau', async () => {
  const api = await serve((_request, response) => response.end('<html>'));
  expect(await failure(api.request('get /api/info', {}))).toMatchObject({ code: 'reseau', status: 200 });
  expect(await failure(api.page('get /api/produits', {}))).toMatchObject({ code: 'reseau', status: 200 });
});

test('an answer that breaks off has the code reseau', async () => {
  const api = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('[{"id"');
    setTimeout(() => response.destroy(), 20);
  });
  expect(await failure(api.request('get /api/produits', {}))).toMatchObject({ code: 'reseau' });
});

test.each(['before the answer', 'within the answer'])('an abort %s is an AbortError, not an ApiError', async (when) => {
  let asked = false;
  const api = await serve((_request, response) => {
    asked = true;
    if (when === 'within the answer') response.writeHead(200).write('[');
  });
  const controller = new AbortController();
  const request = api.request('get /api/produits', { signal: controller.signal });
  const outcome = expect(request).rejects.toMatchObject({ name: 'AbortError' });
  await vi.waitFor(() => expect(asked).toBe(true));
  await new Promise((resolve) => setTimeout(resolve, 30));
  controller.abort();
  await outcome;
});

test.each([
  [{ 'x-total-count': '42', link: '</api/produits?tri=prix&apres=abc%3D%3D>; rel="next"' }, 42, 'abc=='],
  [{ 'x-total-count': '1' }, 1, null],
  [{ link: '</api/produits?apres=x>; rel="prev", </api/produits?apres=y>; rel="next"' }, 1, 'y'],
  [{ link: '</api/produits?apres=x>; rel="prev"' }, 1, null],
  [{ link: '<https://boutique.example/api/produits?apres=z>; rel="next"' }, 1, 'z'],
  [{}, 1, null],
])('a page with the headers %j', async (headers: Record<string, string>, total, next) => {
  const api = await serve((_request, response) => response.writeHead(200, headers).end('[{"id":"1"}]'));
  expect(await api.page('get /api/produits', {})).toEqual({ items: [{ id: '1' }], total, next });
});
