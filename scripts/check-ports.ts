import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { type Ports, slices } from './parts.ts';

/** @throws Error that names every port in use and the variable that changes it */
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

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
