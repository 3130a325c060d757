import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, test } from 'vitest';
import { gracefulStop } from './graceful-stop.ts';
import { createHttpServer } from './http-server.ts';

const CLIENTS = 20;

async function start(answerMs = 0) {
  const server = createHttpServer((_request, response) => void setTimeout(() => response.end('ok'), answerMs));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

/** Sends one request after the other on a connection that it keeps. @returns the first error, and the answers before it */
async function askUntilFailure(port: number): Promise<{ code: string | undefined; answers: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let answers = 0; ; answers += 1) {
    const failure = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
      get({ port, host: '127.0.0.1', agent }, (response) => {
        response.resume().once('end', () => resolve(undefined));
      }).once('error', resolve);
    });
    if (failure) return { code: failure.code, answers };
  }
}

test('under a load of keep-alive connections, a stop resets none of them', async () => {
  for (let answerMs = 0; answerMs < 5; answerMs += 1) {
    const { server, port } = await start(answerMs);
    const clients = Promise.all(Array.from({ length: CLIENTS }, () => askUntilFailure(port)));
    // the system resets connections that the server has not accepted when it stops
    for (let connected = 0; connected < CLIENTS; connected += 1) await once(server, 'connection');
    await once(server, 'request');
    await gracefulStop(server);
    const ended = await clients;
    // after the last answer on its connection, each client has tried a new one
    expect(new Set(ended.map(({ code }) => code))).toEqual(new Set(['ECONNREFUSED']));
    expect(Math.min(...ended.map(({ answers }) => answers))).toBeGreaterThan(0);
  }
});

test.each([
  ['that has sent nothing', ''],
  ['that waits for its next request', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'],
])('a stop does not wait for a connection %s', async (_, bytes) => {
  const { server, port } = await start();
  const socket = connect(port, '127.0.0.1').resume();
  await once(server, 'connection');
  if (bytes) {
    socket.write(bytes);
    await once(socket, 'data');
  }
  const started = performance.now();
  await gracefulStop(server);
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('a connection whose answer began before the stop ends with it', async () => {
  const { server, port } = await start(200);
  const socket = connect(port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await once(server, 'request');
  const started = performance.now();
  const [answer] = await Promise.all([socket.toArray(), gracefulStop(server)]);
  expect(answer.join('')).toMatch(/^HTTP\/1\.1 200 .*ok/s);
  expect(performance.now() - started).toBeLessThan(2_000);
});
