import type { Server } from 'node:http';

const DRAIN_MS = 10_000;

/** Accepts no new connections, lets running requests end for ten seconds, then cuts what is left. */
export function gracefulStop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    // `close` ends the connections that are idle now; those of running requests are kept alive after their answers
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(sweep);
      resolve();
    });
  });
}
