import { Agent, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { pipeline } from 'node:stream/promises';

/** Headers of one connection (RFC 9110, 7.6.1), and the pseudo headers of HTTP/2. */
const HOP_BY_HOP = /^(?:connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|host|:.*)$/;
const agent = new Agent({ keepAlive: true });

/** Forwards a request, over HTTP/1.1, and its answer with early hints. The receiver learns the address that was asked. */
export async function forward(
  request: IncomingMessage | Http2ServerRequest,
  response: ServerResponse | Http2ServerResponse,
  origin: string,
): Promise<void> {
  const host = 'authority' in request ? request.authority : request.headers.host;
  const upstream = send(new URL(request.url ?? '/', origin), {
    agent,
    method: request.method ?? 'GET',
    headers: {
      ...endToEnd(request.headers),
      host,
      'x-forwarded-host': host,
      'x-forwarded-proto': 'authority' in request ? 'https' : 'http',
    },
  });
  upstream.on('information', ({ statusCode, headers }) => {
    if (statusCode === 103 && headers.link) response.writeEarlyHints({ link: headers.link });
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    upstream.once('response', resolve).once('error', reject);
  });
  response.once('close', () => upstream.destroy());
  request.pipe(upstream);
  const answer = await answered;
  (response as ServerResponse).writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
  await pipeline(answer, response).catch(() => {});
}

const endToEnd = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.test(name)));
