import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/** A client that sends no more of its body for this long loses the connection that it wanted closed. */
const SILENT_MS = 5_000;

/**
 * Lets clients read an answer that comes before the end of their request, such as a 413. A connection that is closed
 * with unread bytes is reset, and the client loses the answer; one that stays open with an unread body can take no
 * other request. So the rest of the body is read at the client's pace and thrown away, within Node's `requestTimeout`.
 */
export function readOnAfterAnswers(server: Server): void {
  const requests = new WeakMap<Socket, IncomingMessage>();
  server.on('request', (request, response) => {
    requests.set(request.socket, request);
    response.once('finish', () => {
      if (!request.complete) request.unpipe().resume();
    });
  });
  server.on('connection', (socket: Socket) => {
    const close = socket.destroySoon.bind(socket);
    // Node calls this after an answer with `Connection: close`
    socket.destroySoon = () => {
      const request = requests.get(socket);
      if (!request || request.complete) return close();
      socket.end();
      socket.setTimeout(SILENT_MS);
      request.once('end', close);
    };
  });
}
