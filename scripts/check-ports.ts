import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { listenHost, type Ports, slices } from './parts.ts';

/** @throws Error that names every port in use and the variable that changes it, or a host that does not resolve */
export async function checkPorts(ports: Ports): Promise<void> {
  const wanted = [
    { part: 'shell', variable: 'SHELL_PORT', port: ports.shell },
    { part: 'api', variable: 'API_PORT', port: ports.api },
    ...ports.slices.map(({ name, port }) => ({
      part: `mfe-${name}`,
      variable: slices.find((slice) => slice.name === name)?.portVariable ?? '',
      port,
    })),
  ];
  await lookup(listenHost).catch(() => {
    throw new Error(
      `BOUTIQUE_HOST=${listenHost} is neither an address of this machine nor a name that resolves to one.`,
    );
  });
  const free = await Promise.all(wanted.map(({ port }) => isFree(port)));
  const busy = wanted.filter((_, index) => !free[index]);
  if (busy.length > 0) {
    const list = busy.map(({ part, variable, port }) => `${port} (${part}; ${variable} changes it)`).join(', ');
    throw new Error(`Already in use: port ${list}. Stop the process that listens there, or choose another port.`);
  }
}

/** Finds a free port on this machine. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Whether a part could listen on the port. Also at both loopback addresses: browsers may use either for `localhost`. */
async function isFree(port: number): Promise<boolean> {
  for (const host of new Set([listenHost, '127.0.0.1', '::1'])) if (await isTaken(port, host)) return false;
  return true;
}

/** An address that the machine does not have, such as ::1 without IPv6, is not taken. */
function isTaken(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'EADDRINUSE' || code === 'EACCES'));
    probe.listen(port, host, () => probe.close(() => resolve(false)));
  });
}
