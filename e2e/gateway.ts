import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { environment, root, type Shop } from './shop.ts';

export interface Gateway {
  port: number;
  url: string;
  stop: () => Promise<void>;
}

/** Starts another gateway of the shop, with an empty disk. Resolves once it is ready. */
export async function startGateway(
  shop: Pick<Shop, 'ports' | 'dataFolder'>,
  variables: Record<string, string> = {},
): Promise<Gateway> {
  const folder = await mkdtemp(path.join(tmpdir(), 'boutique-gateway-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const gateway = spawn(process.execPath, [path.join(root, 'shell/dist/server/main.js')], {
    env: {
      ...environment,
      NODE_ENV: 'production',
      PORT: String(port),
      API_URL: `http://127.0.0.1:${shop.ports.api}`,
      DEPLOY_TOKEN: await readFile(path.join(shop.dataFolder, 'shell-deploy-token'), 'utf8'),
      RELEASES_FOLDER: folder,
      LOG_LEVEL: 'warn',
      ...variables,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = once(gateway, 'exit');
  const stop = async () => {
    gateway.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const isReady = () =>
    fetch(`${url}/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  for (const deadline = Date.now() + 20_000; !(await isReady()); await sleep(50)) {
    if (gateway.exitCode === null && Date.now() < deadline) continue;
    await stop();
    throw new Error('the gateway does not become ready');
  }
  return { port, url, stop };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** The API at another address, where it can fail and come back while `npm start` keeps the real one running. */
export async function startApiLine(
  shop: Pick<Shop, 'ports'>,
): Promise<{ url: string; cut: () => void; mend: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const api = connect(shop.ports.api, '127.0.0.1');
    for (const socket of [client, api]) {
      sockets.add(socket);
      // when one end breaks off, break the other, too
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    }
    client.pipe(api).on('close', () => client.destroy());
    api.pipe(client).on('close', () => api.destroy());
  });
  const port = await freePort();
  const mend = async () => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await mend();
  const cut = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { url: `http://127.0.0.1:${port}`, cut, mend };
}
