import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { createHttpServer } from '@boutique/http-server/http-server';
import { startTracing } from '@boutique/tracing/start-tracing';
import { pino } from 'pino';
import { announceShell } from './announce-shell.ts';
import { createApiProxy } from './api-proxy.ts';
import { createGateway } from './app.ts';
import { readConfig } from './config.ts';
import { createMetrics } from './metrics.ts';
import { readShellRelease } from './read-shell-release.ts';
import { openReleaseFolder } from './release-folder.ts';
import { createReleaseRegister } from './release-register.ts';
import { createReleaseStore } from './release-store.ts';
import { serveMetrics } from './serve-metrics.ts';

const DRAIN_MS = 10_000;

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
  register.follow();
  server.on('error', cannotListen('PORT', config.PORT));
  if (config.METRICS_PORT !== undefined) {
    serveMetrics(metrics.registry)
      .on('error', cannotListen('METRICS_PORT', config.METRICS_PORT))
      .listen(config.METRICS_PORT, config.HOST);
  }
  server.listen(config.PORT, config.HOST, () => {
    log.info({ port: config.PORT, api: config.API_URL }, 'gateway listens');
    announceShell({
      apiUrl: config.API_URL,
      selfUrl: config.SELF_URL ?? `http://${isLoopback(config.HOST) ? config.HOST : hostname()}:${config.PORT}`,
      release: shell,
      log,
    });
    process.send?.({ type: 'ready' });
  });

  // says "not ready", lets the requests under way end, then goes; a second signal goes at once
  const stop = () => {
    if (state.draining) process.exit(1);
    state.draining = true;
    server.close(async () => {
      await tracing?.stop();
      process.exit(0);
    });
    // a connection whose request has just ended would be kept alive
    setInterval(() => server.closeIdleConnections(), 50);
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
} catch (error) {
  console.error((error as Error).message);
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
