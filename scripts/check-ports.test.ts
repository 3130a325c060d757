import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';

const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

test.for(hasIpv6 ? ['127.0.0.1', '::1'] : ['127.0.0.1'])('a port that is busy at %s alone is busy', async (host) => {
  const holder = createServer().listen(0, host);
  onTestFinished(() => void holder.close());
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  const { checkPorts, freePort } = await import('./check-ports.ts');
  const shell = await freePort();
  await checkPorts({ shell, api: await freePort(), slices: [] });
  await expect(checkPorts({ shell, api: port, slices: [] })).rejects.toThrow(
    `Already in use: port ${port} (api; API_PORT changes it).`,
  );
});

test('a host that does not resolve is one sentence', async () => {
  vi.stubEnv('BOUTIQUE_HOST', 'x86_64-conda-linux-gnu.invalid');
  const { checkPorts } = await import('./check-ports.ts');
  await expect(checkPorts({ shell: 1, api: 2, slices: [] })).rejects.toThrow(
    'BOUTIQUE_HOST=x86_64-conda-linux-gnu.invalid is neither an address of this machine nor a name that resolves to one.',
  );
});

test.for([
  ['', 'http://localhost:5173'],
  ['::', 'http://localhost:5173'],
  ['0.0.0.0', 'http://localhost:5173'],
  ['192.168.1.20', 'http://192.168.1.20:5173'],
  ['fd00::1', 'http://[fd00::1]:5173'],
  ['boutique.lan', 'http://boutique.lan:5173'],
] as const)('with BOUTIQUE_HOST=%s the shop is at %s', async ([host, address]) => {
  vi.stubEnv('BOUTIQUE_HOST', host);
  // a common tool sets it
  vi.stubEnv('HOST', 'x86_64-conda-linux-gnu');
  const { addressOf } = await import('./parts.ts');
  expect(addressOf(5173)).toBe(address);
});
