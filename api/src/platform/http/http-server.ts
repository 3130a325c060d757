import { createServer, type Server } from 'node:http';
import { PROBLEM_CONTENT_TYPE, problemOf } from '@boutique/contracts/problems';
import type Koa from 'koa';

/** An HTTP server that answers a problem, too, to what never becomes a request: broken HTTP, or headers too large. */
export function createHttpServer(app: Koa): Server {
  const server = createServer(app.callback());
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy();
    const detail =
      error.code === 'HPE_HEADER_OVERFLOW'
        ? 'L’adresse et les en-têtes de la requête doivent faire au plus 16 Ko ensemble.'
        : 'Ce n’est pas une requête HTTP/1.1 valide.';
    const body = JSON.stringify(problemOf('requete-invalide', detail, 'about:blank'));
    socket.end(
      'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n' +
        `Content-Type: ${PROBLEM_CONTENT_TYPE}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  });
  return server;
}
