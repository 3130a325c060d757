import { once } from 'node:events';
import {
  type Agent,
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
  request,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createHttpServer } from '@boutique/http-server/http-server';
import { onTestFinished } from 'vitest';

/** Serves on a free port until the test ends. */
export const listen = (handler: RequestListener): Promise<string> => serve(createHttpServer(handler));

/** Lets the server listen on a free port until the test ends. */
export async function serve(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An address where no server listens. */
export async function deadUrl(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

interface Options {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  agent?: Agent;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  text: string;
}

/**
 * Sends one request. Unlike `fetch`, it sends the path exactly as written and does not decode the answer.
 * Rejects when the answer is cut off.
 */
export async function send(origin: string, path: string, options: Options = {}): Promise<Answer> {
  const { body, ...rest } = options;
  const { hostname, port } = new URL(origin);
  const sent = request({ hostname, port, path, agent: false, ...rest });
  sent.end(body);
  const [response] = await once(sent, 'response');
  const content = await buffer(response);
  return { status: response.statusCode, headers: response.headers, body: content, text: content.toString() };
}
