import { fileURLToPath } from 'node:url';
import { endInOrder } from '@boutique/http-server/end-in-order';
import { createHttpServer } from '@boutique/http-server/http-server';
import { listen } from '@boutique/http-server/listen';
import { readReleaseFolder } from '@boutique/release/read-folder';
import { startTracing } from '@boutique/tracing/start-tracing';
import { pino } from 'pino';
import { createApiProxy } from './api-proxy.ts';
import { createGateway } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { openContentFolder } from './content-folder.ts';
import { createMetrics, serveMetrics } from './metrics.ts';
import { createShellPublisher } from './publish-shell.ts';
import { createReleaseRegister } from './release-register.ts';
import { createReleaseStore } from './release-store.ts';
import { createRenderer } from './renderer.ts';
import { createWarmUp } from './warm-up.ts';

try {
  const config = readConfig(process.env);
  const apiUrl = config.API_URL;
  const log = pino({ level: config.LOG_LEVEL, base: { service: 'shell' } });
  const state = { draining: false };
  // read once: a new build may replace the folder while this gateway runs
  const clientFolder = config.CLIENT_FOLDER ?? fileURLToPath(new URL('../client', import.meta.url));
  const build = await readReleaseFolder(clientFolder).catch((error: Error) => {
    throw new ConfigError(error.message);
  });
  const folder = config.RELEASES_FOLDER === undefined ? undefined : openContentFolder(config.RELEASES_FOLDER, log);
  const store = createReleaseStore({ apiUrl, log, folder, maxBytes: config.RELEASES_MAX_BYTES });
  const register = createReleaseRegister({ apiUrl, store, shell: build.release, log, folder });
  const publisher = createShellPublisher({ apiUrl, build, token: config.DEPLOY_TOKEN, register, log });
  const tracing = await startTracing({ serviceName: 'boutique-shell', log });
  const metrics = createMetrics();
  const renderer =
    config.SERVER_RENDERING === 'on'
      ? createRenderer({ script: fileURLToPath(new URL('renderer/main.js', import.meta.url)), log })
      : undefined;
  const warmUp = renderer && createWarmUp({ lacking: register.lacking });
  await store.recall();
  const gateway = createGateway({
    build,
    register,
    store,
    publisher,
    overrides: { open: config.SLICE_OVERRIDES === 'on', key: config.SLICE_OVERRIDE_KEY },
    proxyApi: createApiProxy({ apiUrl, log }),
    apiUrl,
    publicUrl: config.PUBLIC_URL,
    metrics,
    log,
    state,
    ...(warmUp && { lacking: warmUp.lacking }),
    tracing,
    renderer,
  });
  await register.recall();
  // so that the very first page already names the current releases, if the API answers
  await register.read();
  void register.follow();

  const server = createHttpServer(gateway, { keepAliveSeconds: config.KEEP_ALIVE_SECONDS });
  endInOrder({
    server,
    log,
    drain: () => {
      state.draining = true;
    },
    close: () => {
      renderer?.close();
      return tracing?.stop();
    },
  });
  if (config.METRICS_PORT !== undefined) {
    const address = { port: config.METRICS_PORT, host: config.BOUTIQUE_HOST };
    await listen(serveMetrics(metrics.registry), address, log).catch(cannotListen('METRICS_PORT', config.METRICS_PORT));
  }
  await listen(server, { port: config.PORT, host: config.BOUTIQUE_HOST }, log).catch(cannotListen('PORT', config.PORT));
  log.info({ port: config.PORT, api: config.API_URL }, 'gateway listens');
  void publisher.start();
  void warmUp?.start(originOf(config));
  process.send?.({ type: 'ready' });
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function originOf({ BOUTIQUE_HOST: host, PORT: port }: { BOUTIQUE_HOST: string; PORT: number }): string {
  if (host === '0.0.0.0' || host === '::') return `http://localhost:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function cannotListen(variable: string, port: number) {
  return (error: NodeJS.ErrnoException) => {
    const reason =
      error.code === 'EADDRINUSE' ? `port ${port} is already in use (${variable} changes it)` : error.message;
    console.error(`The gateway cannot listen: ${reason}`);
    process.exit(1);
  };
}
