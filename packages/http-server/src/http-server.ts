import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { normalizeForwarded } from './forwarded.ts';
import { followConnections } from './graceful-stop.ts';
import { limitSlowBodies } from './limit-slow-bodies.ts';
import { readOnAfterAnswers } from './read-on-after-answers.ts';

/** The fault of a request that never reaches the application; all are answered with 400. */
export type Refusal = 'syntax' | 'size' | 'target' | 'host';

interface RefusalBody {
  contentType: string;
  text: string;
}

const SENTENCES: Record<Refusal, string> = {
  syntax: 'this is not a valid HTTP/1.1 request',
  size: 'the address and the headers of a request may have 16 KiB in all',
  target: 'the request target is neither a path nor a valid http(s) URL',
  host: 'an HTTP/1.1 request has exactly one Host header, which names a host',
};

const plainText = (refusal: Refusal): RefusalBody => ({
  contentType: 'text/plain; charset=utf-8',
  text: `${SENTENCES[refusal]}\n`,
});

/**
 * Longer than common balancers keep an idle connection (60 s at AWS and nginx): a balancer whose server closes first
 * sends a request into a connection that is just being closed, and answers 502.
 */
export const KEEP_ALIVE_SECONDS = 75;

interface Options {
  /** Writes the body of a refusal; plain text by default. */
  bodyOf?: (refusal: Refusal) => RefusalBody;
  /** How long a connection may be idle. Answers tell it to clients in `Keep-Alive`. */
  keepAliveSeconds?: number;
  /** See `limitSlowBodies`. */
  bodyMs?: number;
}

/** By code of Node's parser. All other codes count as broken syntax. */
const REASONS: Record<string, Refusal | 'timeout'> = {
  HPE_HEADER_OVERFLOW: 'size',
  ERR_HTTP_REQUEST_TIMEOUT: 'timeout',
};

const TIMEOUT = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n';
const badRequest = ({ contentType, text }: RefusalBody): string =>
  'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n' +
  `Content-Type: ${contentType}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;

/** The time between two looks for requests that do not arrive; at most so much later are their connections cut. */
const CHECK_MS = 1_000;

/** A connection that is closed with unread bytes is reset, and the client loses the answer; so the close waits. */
const LINGER_MS = 1_000;

/**
 * An HTTP server that answers 400 to requests that the application could not read: broken HTTP, headers too large, a
 * target that is not a path, a missing or second Host. A target in absolute form reaches the application as its path,
 * with its host as the Host header (RFC 9112, 3.2.2). Headers of proxies reach it in one form.
 */
export function createHttpServer(
  listener: RequestListener,
  { bodyOf = plainText, keepAliveSeconds = KEEP_ALIVE_SECONDS, bodyMs }: Options = {},
): Server {
  /** The last started answer on each connection. */
  const answers = new WeakMap<Duplex, ServerResponse>();
  const refused = new WeakSet<Duplex>();

  /** Answers and closes a connection whose next bytes the parser cannot read. */
  function endConnection(socket: Duplex, refusal: Refusal | 'timeout'): void {
    if (refused.has(socket) || !socket.writable) return;
    refused.add(socket);
    socket.end(refusal === 'timeout' ? TIMEOUT : badRequest(bodyOf(refusal)));
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
  }

  const limits = { requireHostHeader: false, connectionsCheckingInterval: CHECK_MS };
  const server = createServer(limits, (request, response) => {
    answers.set(request.socket, response);
    const refusal = readAddress(request);
    if (refusal === undefined) {
      normalizeForwarded(request.headers);
      return listener(request, response);
    }
    const { contentType, text } = bodyOf(refusal);
    response
      .writeHead(400, {
        Connection: 'close',
        'Content-Type': contentType,
        'Content-Length': Buffer.byteLength(text),
      })
      .end(text);
  });
  // size is limited anyway; by default Node hides headers after the thousandth, and could hide a second Host
  server.maxHeadersCount = 0;
  server.keepAliveTimeout = keepAliveSeconds * 1_000;
  // a connection that was opened in advance waits for its first request as long as others for their next
  server.headersTimeout = server.keepAliveTimeout + CHECK_MS;
  server.requestTimeout = Math.max(server.requestTimeout, server.headersTimeout);
  followConnections(server);
  readOnAfterAnswers(server);
  limitSlowBodies(server, bodyMs);
  server.on('connect', (_request, socket) => {
    socket.on('error', () => {});
    endConnection(socket, 'target');
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (refused.has(socket)) return;
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const reason = REASONS[error.code ?? ''] ?? 'syntax';
    const answer = answers.get(socket);
    if (!answer || answer.writableFinished) return endConnection(socket, reason);
    // pipelined: the request that is being answered came before the broken one
    if (answer.req.complete) return void answer.once('finish', () => endConnection(socket, reason));
    if (answer.headersSent) return void socket.destroy();
    endConnection(socket, reason);
  });
  return server;
}

/** Visible ASCII without `#` (RFC 9112, 3.2.1). Node accepts more, on which `url.parse`, called by Koa, can throw. */
const PATH = /^\/[!"$-~]*$/;
const ABSOLUTE = /^https?:\/\/([^/?]*)(.*)$/i;
/** RFC 3986, 3.2.2 and 3.2.3, without user information (RFC 9110, 4.2.4). */
const AUTHORITY = /^(?:[\w.~!$&'()*+,;=%-]{1,255}|\[[\da-f:.]+\])(?::\d*)?$/i;

/** Makes the request's URL a path. @returns the fault when that is impossible */
function readAddress(request: IncomingMessage): Refusal | undefined {
  const hosts = request.rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === 'host').length;
  if (hosts > 1 || (hosts === 0 && request.httpVersion !== '1.0')) return 'host';
  const target = request.url ?? '';
  // the gateway's client of the API fails an assertion at `[::1` (undici 8.12)
  const { host = '' } = request.headers;
  if (PATH.test(target)) return host === '' || AUTHORITY.test(host) ? undefined : 'host';
  const [, authority = '', rest = ''] = ABSOLUTE.exec(target) ?? [];
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  if (!AUTHORITY.test(authority) || !URL.canParse(`http://${authority}`) || !PATH.test(path)) return 'target';
  request.url = path;
  request.headers.host = authority;
  return undefined;
}
