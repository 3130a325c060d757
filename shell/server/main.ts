import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { endInOrder } from '@boutique/http-server/end-in-order';
import { createHttpServer } from '@boutique/http-server/http-server';
import { listen } from '@boutique/http-server/listen';
import { startTracing } from '@boutique/tracing/start-tracing';
import { pino } from 'pino';
import { announceShell } from './announce-shell.ts';
import { createApiProxy } from './api-proxy.ts';
import { createGateway } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { createMetrics } from './metrics.ts';
import { readShellRelease } from './read-shell-release.ts';
import { openReleaseFolder } from './release-folder.ts';
import { createReleaseRegister } from './release-register.ts';
import { createReleaseStore } from './release-store.ts';
import { serveMetrics } from './serve-metrics.ts';

try {
  const config = readConfig(process.env);
  const log = pino({ level: config.LOG_LEVEL, base: { service: 'shell' } });
  const state = { draining: false };
  const folder = config.RELEASES_FOLDER === undefined ? undefined : openReleaseFolder(config.RELEASES_FOLDER, log);
  const store = createReleaseStore({ log, folder, maxBytes: config.RELEASES_MAX_BYTES });
  const register = createReleaseRegister({ apiUrl: config.API_URL, store, log, folder });
  await Promise.all([store.recall(), register.recall()]);
  const tracing = await startTracing({ serviceName: 'boutique-shell', log });
  const metrics = createMetrics();
  const clientFolder = config.CLIENT_FOLDER ?? fileURLToPath(new URL('../client', import.meta.url));
  const shell = await readShellRelease(clientFolder);
  const gateway = await createGateway({
    clientFolder,
    shell,
    register,
    store,
    overrides: { open: config.SLICE_OVERRIDES === 'on', key: config.SLICE_OVERRIDE_KEY },
    proxyApi: createApiProxy({ apiUrl: config.API_URL, log }),
    apiUrl: config.API_URL,
    publicUrl: config.PUBLIC_URL,
    metrics,
    log,
    state,
    tracing,
  });

  const server = createHttpServer(gateway.callback());
  endInOrder({
    server,
    log,
    drain: () => {
      state.draining = true;
    },
    close: () => tracing?.stop(),
  });
  register.follow();
  if (config.METRICS_PORT !== undefined) {
    const address = { port: config.METRICS_PORT, host: config.HOST };
    await listen(serveMetrics(metrics.registry), address, log).catch(cannotListen('METRICS_PORT', config.METRICS_PORT));
  }
  await listen(server, { port: config.PORT, host: config.HOST }, log).catch(cannotListen('PORT', config.PORT));
  log.info({ port: config.PORT, api: config.API_URL }, 'gateway listens');
  announceShell({
    apiUrl: config.API_URL,
    selfUrl: config.SELF_URL ?? `http://${isLoopback(config.HOST) ? config.HOST : hostname()}:${config.PORT}`,
    release: shell,
    log,
  });
  process.send?.({ type: 'ready' });
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** Who listens there is alone on its machine; containers find each other by their hostnames. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host.startsWith('127.');
}

function cannotListen(variable: string, port: number) {
  return (error: NodeJS.ErrnoException) => {
    const reason =
      error.code === 'EADDRINUSE' ? `port ${port} is already in use (${variable} changes it)` : error.message;
    console.error(`The gateway cannot listen: ${reason}`);
    process.exit(1);
  };
}
