import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { offer, startApi } from './testing/fake-api.ts';
import { startGateway } from './testing/gateway.ts';
import { packedOf } from './testing/releases.ts';

// Tests of single requirements of OWASP ASVS 5.0 (scripts/security/asvs.ts) that belong to no one feature.

/** A gateway before an API that keeps the addresses that it is asked for. */
async function start() {
  const api = await startApi(offer(packedOf({ 'remoteEntry.js': 'entry' })));
  const asked: string[] = [];
  api.other = (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    request.resume().once('end', () => response.end('{}'));
  };
  return { ...(await startGateway(api.url)), asked };
}

/** Sends these bytes, and reads until the gateway closes the connection or has sent nothing for a while. */
function exchange(origin: string, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  let answer = '';
  socket.setTimeout(300, () => socket.destroy());
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  socket.write(bytes);
  return new Promise((resolve) => socket.once('close', () => resolve(answer)).on('error', () => {}));
}

const HIDDEN = 'GET /api/hidden HTTP/1.1\r\nHost: x\r\n\r\n';
const post = (headers: string, body: string) => `POST /api/seen HTTP/1.1\r\nHost: x\r\n${headers}\r\n${body}`;
const chunks = `0\r\n\r\n${HIDDEN}`;

test.each([
  ['both lengths', post(`Content-Length: ${chunks.length}\r\nTransfer-Encoding: chunked\r\n`, chunks)],
  ['both, the other way round', post(`Transfer-Encoding: chunked\r\nContent-Length: 4\r\n`, `5c\r\n${HIDDEN}`)],
  ['two lengths', post(`Content-Length: 0\r\nContent-Length: ${HIDDEN.length}\r\n`, HIDDEN)],
  ['two lengths in one', post(`Content-Length: 0, ${HIDDEN.length}\r\n`, HIDDEN)],
  ['a signed length', post(`Content-Length: +0\r\n`, HIDDEN)],
  ['a coding with a tab', post(`Transfer-Encoding:\tchunked\r\nContent-Length: ${chunks.length}\r\n`, chunks)],
  ['an unknown coding', post(`Transfer-Encoding: xchunked\r\nContent-Length: ${chunks.length}\r\n`, chunks)],
  ['two codings', post(`Transfer-Encoding: chunked, identity\r\nContent-Length: ${chunks.length}\r\n`, chunks)],
  ['a space before the colon', post(`Transfer-Encoding : chunked\r\nContent-Length: ${chunks.length}\r\n`, chunks)],
  ['a folded header', post(`X: y\r\n Transfer-Encoding: chunked\r\nContent-Length: ${chunks.length}\r\n`, chunks)],
  ['a bare line feed', post(`X: y\nTransfer-Encoding: chunked\r\nContent-Length: ${chunks.length}\r\n`, chunks)],
  ['a chunk with a wrong size', post('Transfer-Encoding: chunked\r\n', `0x0\r\n\r\n${HIDDEN}`)],
  ['a chunk that ends in a line feed', post('Transfer-Encoding: chunked\r\n', `1\n\na\n0\n\n${HIDDEN}`)],
])('V4.2.1 a request hidden in another by %s never reaches the API', async (_, bytes) => {
  const { origin, asked, get } = await start();
  expect(await exchange(origin, bytes)).not.toMatch(/^HTTP\/1\.1 5/m);
  expect(asked.filter((request) => request.includes('hidden'))).toEqual([]);
  expect((await get('/api/after')).status).toBe(200);
  expect(asked.at(-1)).toBe('GET /api/after');
});

test('V4.2.1 two requests on one connection both reach the API', async () => {
  const { origin, asked } = await start();
  await exchange(origin, post('Content-Length: 0\r\n', '') + HIDDEN);
  expect(asked).toEqual(['POST /api/seen', 'GET /api/hidden']);
});

test.each(['TRACE', 'TRACK', 'CONNECT'])('V13.4.4 %s is refused, for pages and for the API', async (method) => {
  const { origin } = await start();
  for (const path of ['/produits', '/']) {
    const request = `${method} ${path} HTTP/1.1\r\nHost: x\r\nCookie: session=secret\r\nConnection: close\r\n\r\n`;
    const answer = await exchange(origin, request);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).not.toContain('secret');
  }
});

test.each([
  ['https', 'max-age=31536000; includeSubDomains'],
  ['http', undefined],
])('V3.4.1 over %s every answer has the transport policy %s', async (scheme, policy) => {
  const { get } = await start();
  for (const path of ['/produits', '/inconnue', '/api/seen', '/assets/missing.js', '/robots.txt']) {
    const { headers } = await get(path, { headers: { 'x-forwarded-proto': scheme } });
    expect([path, headers['strict-transport-security']]).toEqual([path, policy]);
  }
});
