import type { Server } from 'node:http';
import type { Socket } from 'node:net';

const DRAIN_MS = 10_000;
/** A connection without a request for this long is closed; nginx calls this `keepalive_min_timeout`. */
const QUIET_MS = 500;

/** Connections without a request so far: browsers open some in advance. Node takes them for busy ones. */
const unused = new WeakMap<Server, Set<Socket>>();

/** Follows the connections of a server from its start, for its stop. */
export function followConnections(server: Server): void {
  const sockets = new Set<Socket>();
  unused.set(server, sockets);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('request', ({ socket }) => sockets.delete(socket));
}

/**
 * Accepts no new connections, gives running requests ten seconds to end, then cuts the remaining ones. A connection that
 * is closed while its client sends the next request is reset. So a connection ends with the answer to its next request,
 * which says so (`Connection: close`), or when it has been quiet for half a second.
 */
export function gracefulStop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const closeIdle = server.closeIdleConnections.bind(server);
    // Node's `close` calls this at once
    server.closeIdleConnections = () => {};
    server.prependListener('request', (_request, response) => {
      response.shouldKeepAlive = false;
    });
    // for the connections of running requests, from their answers on
    server.keepAliveTimeout = QUIET_MS;
    server.keepAliveTimeoutBuffer = 0;
    const closeQuiet = () => {
      closeIdle();
      for (const socket of unused.get(server) ?? []) if (socket.bytesRead === 0) socket.destroy();
    };
    // in a busy process, requests that have arrived are read only after its timers
    const quiet = setTimeout(() => setImmediate(closeQuiet), QUIET_MS);
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearTimeout(quiet);
      clearTimeout(cut);
      resolve();
    });
  });
}
