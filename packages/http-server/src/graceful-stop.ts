import type { Server } from 'node:http';

const DRAIN_MS = 10_000;

/** Accepts no new connections, gives running requests ten seconds to end, then cuts the remaining ones. */
export function gracefulStop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    // `close` ends only connections that are idle now; those of running requests would stay open after their answers
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(sweep);
      resolve();
    });
  });
}
