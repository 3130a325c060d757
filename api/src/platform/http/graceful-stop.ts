import type { Server } from 'node:http';

const DRAIN_MS = 10_000;

/** Accepts nobody new, lets running requests end for ten seconds, then cuts what is left. */
export function gracefulStop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    // also closes the connections that are idle, and each other one after its answer
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
