import { once } from 'node:events';
import type { Server } from 'node:http';

/**
 * Resolves once the server listens. What it says later, as when a connection cannot be accepted for want of a file
 * descriptor, is logged and nothing else: the next one may be. @throws NodeJS.ErrnoException as when the port is taken
 */
export async function listen(
  server: Server,
  address: { port: number; host: string | undefined },
  log: { error: (details: object, message: string) => void },
): Promise<void> {
  server.listen(address);
  await once(server, 'listening');
  server.on('error', (error) => log.error({ err: error }, 'a connection cannot be accepted'));
}
