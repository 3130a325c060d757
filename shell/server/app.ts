import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Release } from '@boutique/contracts/release';
import { traceRequests } from '@boutique/tracing/trace-requests';
import type { Tracing } from '@boutique/tracing/tracing';
import Koa, { type Context, type Middleware } from 'koa';
import type { Logger } from 'pino';
import { answerHealth } from './answer-health.ts';
import { ConfigError } from './config.ts';
import { createIntegrityMaps, withIntegrity } from './integrity-map.ts';
import { measureRequests } from './measure-requests.ts';
import type { Metrics } from './metrics.ts';
import type { OverridePolicy } from './overrides.ts';
import { publicOrigin } from './public-origin.ts';
import { createEnteteReader } from './read-entete.ts';
import type { ReleaseRegister } from './release-register.ts';
import type { ReleaseStore } from './release-store.ts';
import { requestId } from './request-id.ts';
import { createOverrideResolver } from './resolve-override.ts';
import { securityHeaders } from './security-headers.ts';
import { serveOverrides } from './serve-overrides.ts';
import { servePages } from './serve-pages.ts';
import { serveRemotes } from './serve-remotes.ts';
import { readShellFiles, serveShellFiles } from './serve-shell-files.ts';
import { serveSiteMap } from './serve-site-map.ts';

interface Dependencies {
  /** The shell's build: index.html and its files. */
  clientFolder: string;
  /** What that build is. */
  shell: Release;
  register: ReleaseRegister;
  store: ReleaseStore;
  proxyApi: Middleware;
  /** Who may ask for other releases than everybody has; nobody when not set. */
  overrides?: OverridePolicy | undefined;
  /** Where heads of pages and the site map come from. */
  apiUrl: string;
  /** Scheme and host as visitors see them, when requests do not tell. */
  publicUrl?: string | undefined;
  metrics: Metrics;
  log: Logger;
  state: { draining: boolean };
  tracing?: Tracing | undefined;
}

/**
 * The one origin that browsers see: pages, the shell's files, the slices' releases and the API.
 * @throws ConfigError when the shell is not built
 */
export async function createGateway({
  clientFolder,
  shell,
  register,
  store,
  proxyApi,
  overrides: policy = { open: false },
  apiUrl,
  publicUrl,
  metrics,
  log,
  state,
  tracing,
}: Dependencies): Promise<Koa> {
  const template = await readFile(path.join(clientFolder, 'index.html'), 'utf8').catch(() => {
    throw new ConfigError(`${clientFolder} holds no index.html: build the shell first (npm run build -w shell)`);
  });
  const gateway = new Koa();
  gateway.on('error', (error: NodeJS.ErrnoException, ctx?: Context) => {
    // browsers break off what they no longer need; what streams through says itself what went wrong
    if (error.code === 'ECONNRESET' || error.code === 'EPIPE' || ctx?.respond === false) return;
    log.error({ err: error, path: ctx?.path }, 'gateway error');
  });
  gateway.use(measureRequests(metrics));
  gateway.use(requestId(log));
  if (tracing) gateway.use(traceRequests(tracing, routeOf));
  gateway.use(answerHealth(state));
  gateway.use(securityHeaders);
  gateway.use(proxyApi);
  gateway.use(serveRemotes({ register, store, metrics, log }));
  gateway.use(serveShellFiles({ files: await readShellFiles(clientFolder, shell), register, store }));
  const originOf = publicOrigin(publicUrl && new URL(publicUrl).origin);
  gateway.use(serveSiteMap({ apiUrl, originOf }));
  const overrides = { policy, resolve: createOverrideResolver({ register, store }) };
  gateway.use(serveOverrides(overrides));
  gateway.use(
    servePages({
      template: withIntegrity(template, shell),
      register,
      integrityOf: createIntegrityMaps(shell),
      overrides,
      readEntete: createEnteteReader({ apiUrl, log }),
      originOf,
    }),
  );
  return gateway;
}

/** What is passed on goes by its folder, a page by the route that its slice declares. */
function routeOf(ctx: Context): string | undefined {
  const [folder] = /^\/(?:api|remotes|assets)\//.exec(ctx.path) ?? [];
  return folder ? `${folder}*` : ctx.state.route;
}
