import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, createServer, type Server as TcpServer } from 'node:net';

/**
 * Where a server listens: `localhost` for both loopback addresses, `::` for every address of the machine, or an address
 * or name, whose addresses it listens on.
 */
export interface ListenAddress {
  port: number;
  host: string;
}

interface Log {
  error: (details: object, message: string) => void;
}

/** The machine has no such address, or no IPv6 at all. */
const ABSENT = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/**
 * Resolves once the server listens. Later errors are only logged: when a connection cannot be accepted for lack of file
 * descriptors, the next one may be.
 * @throws NodeJS.ErrnoException when it cannot listen, such as on a taken port
 */
export async function listen(server: Server, { port, host }: ListenAddress, log: Log): Promise<void> {
  const servers: TcpServer[] = [];
  let absent: unknown;
  for (const address of await addressesOf(host)) {
    const next = servers.length === 0 ? server : connectionsFor(server);
    // with port 0, the system chooses the port of the first
    const chosen = servers.length === 0 ? port : (server.address() as AddressInfo).port;
    try {
      next.listen({ port: chosen, host: address });
      await once(next, 'listening');
      servers.push(next);
    } catch (error) {
      if (ABSENT.has((error as NodeJS.ErrnoException).code ?? '')) absent = error;
      else {
        for (const opened of servers) opened.close();
        throw error;
      }
    }
  }
  if (servers.length === 0) throw absent;
  for (const opened of servers) opened.on('error', (err) => log.error({ err }, 'a connection cannot be accepted'));
  closeTogether(server, servers.slice(1));
}

/** Node listens on IPv4 alone when it is given no address on a machine without IPv6. */
async function addressesOf(host: string): Promise<(string | undefined)[]> {
  if (host === '::') return [undefined];
  if (host === 'localhost') return ['127.0.0.1', '::1'];
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    throw new Error(`BOUTIQUE_HOST=${host} is neither an address of this machine nor a name that resolves to one`);
  }
}

/** An HTTP server listens once; its other addresses have servers that hand their connections over to it. */
const connectionsFor = (server: Server): TcpServer =>
  createServer({ allowHalfOpen: true, noDelay: true }, (socket) => void server.emit('connection', socket));

/** Makes the server's `close` wait for the others, too. */
function closeTogether(server: Server, others: readonly TcpServer[]): void {
  if (others.length === 0) return;
  const close = server.close.bind(server);
  server.close = (done) => {
    let open = 1 + others.length;
    const closed = (error?: Error) => {
      open -= 1;
      if (open === 0) done?.(error);
    };
    for (const other of others) other.close(closed);
    return close(closed);
  };
}
