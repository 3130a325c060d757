import type { Server } from 'node:http';
import { gracefulStop } from './graceful-stop.ts';

/** Running requests have ten seconds (`gracefulStop`); closing connections and logs has the rest. */
const END_MS = 15_000;

interface Options {
  server: Server;
  log: Record<'info' | 'fatal', (details: object, message: string) => void>;
  /** Runs before the wait for running requests: readiness goes down. */
  drain: () => void | Promise<void>;
  /** Runs after the last request. */
  close: () => void | Promise<void>;
}

/**
 * Ends this process after its running requests: on SIGTERM and SIGINT with exit code 0; after an uncaught error, which
 * is logged with its stack, with 1, because the process may be in any state. A second signal ends it at once.
 */
export function endInOrder({ server, log, drain, close }: Options): void {
  let exitCode: number | undefined;
  const end = async (code: number) => {
    exitCode = code;
    setTimeout(() => process.exit(1), END_MS).unref();
    try {
      await drain();
      await gracefulStop(server);
      await close();
      log.info({}, 'stopped');
    } catch (error) {
      exitCode = 1;
      log.fatal({ err: error }, 'this process could not end in order');
    }
    process.exit(exitCode);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (exitCode !== undefined) process.exit(1);
      log.info({ signal }, 'stopping');
      void end(0);
    });
  }
  // unhandled rejections arrive here, too (Node's default, --unhandled-rejections=throw)
  process.on('uncaughtException', (error, origin) => {
    log.fatal({ err: error, origin }, 'an error that nothing has caught ends this process');
    if (exitCode === undefined) void end(1);
    exitCode = 1;
  });
}
