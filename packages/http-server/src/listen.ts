import { once } from 'node:events';
import type { Server } from 'node:http';

/**
 * Resolves once the server listens. Later errors are only logged: when a connection cannot be accepted for lack of file
 * descriptors, the next one may be. @throws NodeJS.ErrnoException when it cannot listen, such as on a taken port
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
