import type { Server } from 'node:http';
import { gracefulStop } from './graceful-stop.ts';

/** Longer than running requests are let run: what is closed after them has the rest. */
const END_MS = 15_000;

interface Options {
  server: Server;
  log: Record<'info' | 'fatal', (details: object, message: string) => void>;
  /** Before running requests are waited for: readiness goes down. */
  drain: () => void | Promise<void>;
  /** After the last request. */
  close: () => void | Promise<void>;
}

/**
 * Ends this process in order, its running requests first: with exit code 0 on SIGTERM and SIGINT, with 1 after an error
 * that nothing has caught, logged with its stack: the process may be in any state. A second signal ends it at once.
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
  // rejections come here, too (Node's --unhandled-rejections=throw, its default)
  process.on('uncaughtException', (error, origin) => {
    log.fatal({ err: error, origin }, 'an error that nothing has caught ends this process');
    if (exitCode === undefined) void end(1);
    exitCode = 1;
  });
}
