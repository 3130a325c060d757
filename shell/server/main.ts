import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { createApiProxy } from './api-proxy.ts';
import { createGateway } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { createReleaseRegister } from './release-register.ts';

const DRAIN_MS = 10_000;

function configuration(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

const config = configuration();
const log = pino({ level: config.LOG_LEVEL, base: { service: 'shell' } });
const state = { draining: false };
const gateway = await createGateway({
  clientFolder: fileURLToPath(new URL('../client', import.meta.url)),
  register: createReleaseRegister({ apiUrl: config.API_URL, log }),
  proxyApi: createApiProxy({ apiUrl: config.API_URL, log }),
  log,
  state,
});

const server = createServer(gateway.callback());
server.on('error', (error: NodeJS.ErrnoException) => {
  const reason =
    error.code === 'EADDRINUSE' ? `port ${config.PORT} is already in use (PORT changes it)` : error.message;
  console.error(`The gateway cannot listen: ${reason}`);
  process.exit(1);
});
server.listen(config.PORT, config.HOST, () => {
  log.info({ port: config.PORT, api: config.API_URL }, 'gateway listens');
  process.send?.({ type: 'ready' });
});

/** Says "not ready", lets the requests under way end, then goes. A second signal goes at once. */
const stop = () => {
  if (state.draining) process.exit(1);
  state.draining = true;
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(1), DRAIN_MS).unref();
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
