import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from './listen.ts';

const address = (port: number) => ({ port, host: '127.0.0.1' });

test('a connection that cannot be accepted is logged, and the server continues', async () => {
  const logged: object[] = [];
  const server = createServer();
  onTestFinished(() => void server.close());
  await listen(server, address(0), { error: (details) => logged.push(details) });
  const error = Object.assign(new Error('accept EMFILE'), { code: 'EMFILE' });
  server.emit('error', error);
  expect(logged).toEqual([{ err: error }]);
});

test('a taken port is an error for the caller, not a log line', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void holder.close());
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  await expect(listen(createServer(), address(port), { error: () => {} })).rejects.toThrow('EADDRINUSE');
});
