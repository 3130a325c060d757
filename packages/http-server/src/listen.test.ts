import { once } from 'node:events';
import { createServer, get } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, onTestFinished, test, vi } from 'vitest';
import { gracefulStop } from './graceful-stop.ts';
import { createHttpServer } from './http-server.ts';
import { listen } from './listen.ts';

const log = { error: () => {} };
const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);
const portOf = (server: Server) => (server.address() as AddressInfo).port;

async function start(host: string, port = 0) {
  const server = createHttpServer((_request, response) => response.end('ok'));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await listen(server, { port, host }, log);
  return server;
}

/** Takes a port at one address. */
async function hold(host: string, port = 0) {
  const holder = createTcpServer().listen(port, host);
  onTestFinished(() => void holder.close());
  await once(holder, 'listening');
  return portOf(holder);
}

test('a connection that cannot be accepted is logged, and the server continues', async () => {
  const logged: object[] = [];
  const server = createServer();
  onTestFinished(() => void server.close());
  await listen(server, { port: 0, host: '127.0.0.1' }, { error: (details) => logged.push(details) });
  const error = Object.assign(new Error('accept EMFILE'), { code: 'EMFILE' });
  server.emit('error', error);
  expect(logged).toEqual([{ err: error }]);
});

test('a taken port is an error for the caller, not a log line', async () => {
  const port = await hold('127.0.0.1');
  await expect(start('127.0.0.1', port)).rejects.toThrow('EADDRINUSE');
});

test.runIf(hasIpv6)('a port that is taken at ::1 alone is taken', async () => {
  const port = await hold('::1');
  await expect(start('localhost', port)).rejects.toThrow('EADDRINUSE');
  // the other address is free again
  await hold('127.0.0.1', port);
});

test.runIf(hasIpv6).each(['localhost', '::'])('%s answers clients of IPv4 and of IPv6 on one port', async (host) => {
  const port = portOf(await start(host));
  for (const address of ['127.0.0.1', '[::1]']) {
    expect(await (await fetch(`http://${address}:${port}/`)).text()).toBe('ok');
  }
});

test('an address that the machine lacks is left out when another one is there', async () => {
  const server = createServer();
  onTestFinished(() => void server.close());
  const bind = server.listen.bind(server) as (address: object) => Server;
  // as on a machine without IPv4
  server.listen = ((address: { host: string }) => bind({ ...address, host: '192.0.2.1' })) as typeof server.listen;
  await expect(listen(server, { port: 0, host: '127.0.0.1' }, log)).rejects.toThrow('EADDRNOTAVAIL');
  if (!hasIpv6) return;
  server.listen = ((address: { host: string }) =>
    bind({ ...address, host: address.host === '::1' ? '::1' : '192.0.2.1' })) as typeof server.listen;
  await listen(server, { port: 0, host: 'localhost' }, log);
  expect(server.address()).toMatchObject({ address: '::1' });
});

test('a name that does not resolve is one sentence', async () => {
  await expect(start('x86_64-conda-linux-gnu.invalid')).rejects.toThrow(
    'BOUTIQUE_HOST=x86_64-conda-linux-gnu.invalid is neither an address of this machine nor a name that resolves to one',
  );
});

test.runIf(hasIpv6)('a graceful stop waits for the requests of every address, and accepts no others', async () => {
  let finish = () => {};
  const server = createHttpServer((_request, response) => {
    finish = () => response.end('finished');
  });
  await listen(server, { port: 0, host: 'localhost' }, log);
  const url = `http://[::1]:${portOf(server)}/`;
  const running = fetch(url, { headers: { connection: 'close' } });
  await vi.waitFor(() => expect(finish.name).toBe('finish'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  let stopped = false;
  const stop = gracefulStop(server).then(() => {
    stopped = true;
  });
  await vi.waitFor(() => expect(once(get(url), 'response')).rejects.toThrow('ECONNREFUSED'));
  expect(stopped).toBe(false);
  finish();
  expect(await (await running).text()).toBe('finished');
  await stop;
});
