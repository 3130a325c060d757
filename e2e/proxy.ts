import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { BrowserContextOptions } from 'playwright-core';
import { onTestFinished } from 'vitest';

/** An answer on its way to the browser. */
interface Answer {
  url: URL;
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/**
 * Starts a proxy that lets a test change every answer, or block it by `undefined`.
 * @returns options for the browser's profile
 */
export async function throughProxy(change: (answer: Answer) => Answer | undefined): Promise<BrowserContextOptions> {
  const proxy = createServer((asked, answering) => {
    const url = new URL(asked.url ?? '');
    const { 'accept-encoding': _, ...headers } = asked.headers;
    const fail = () => answering.destroy();
    const forwarded = send(url, { method: asked.method, headers }, async (response) => {
      const body = await buffer(response).catch(() => Buffer.alloc(0));
      const answer = change({ url, status: response.statusCode ?? 502, headers: response.headers, body });
      if (!answer) return fail();
      const { 'transfer-encoding': _, ...kept } = answer.headers;
      answering.writeHead(answer.status, { ...kept, 'content-length': answer.body.length }).end(answer.body);
    });
    forwarded.on('error', fail);
    asked.pipe(forwarded);
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  const { port } = proxy.address() as AddressInfo;
  // Chromium goes past proxies for this machine otherwise
  return { proxy: { server: `http://127.0.0.1:${port}`, bypass: '<-loopback>' } };
}
