import type { IncomingMessage, RequestListener } from 'node:http';
import { createKeptResponses } from '@boutique/http-server/kept-responses';
import type { PackedRelease } from '@boutique/release/check-files';
import { traceRequests } from '@boutique/tracing/trace-requests';
import type { Tracing } from '@boutique/tracing/tracing';
import Koa, { type Context, type Middleware } from 'koa';
import type { Logger } from 'pino';
import { answerHealth } from './answer-health.ts';
import { createAnswerReader } from './api-answers.ts';
import { createIntegrityMaps, withIntegrity } from './integrity-map.ts';
import { isFromShop } from './localize-page.ts';
import type { Metrics } from './metrics.ts';
import { createOverrides, type OverridePolicy } from './overrides.ts';
import type { ShellPublisher } from './publish-shell.ts';
import type { ReleaseRegister } from './release-register.ts';
import type { ReleaseStore } from './release-store.ts';
import type { Renderer } from './renderer.ts';
import { createRequestLog } from './request-log.ts';
import { createOverrideResolver } from './resolve-override.ts';
import { securityHeaders } from './security-headers.ts';
import { serveForms } from './serve-forms.ts';
import { serveOverrides } from './serve-overrides.ts';
import { servePages } from './serve-pages.ts';
import { serveRemotes } from './serve-remotes.ts';
import { serveShellFiles } from './serve-shell-files.ts';
import { serveSiteMap } from './serve-site-map.ts';

interface Dependencies {
  /** This gateway's own build of the shell. Its index.html is the template of every page. */
  build: PackedRelease;
  register: ReleaseRegister;
  store: ReleaseStore;
  publisher: Pick<ShellPublisher, 'lacking'>;
  proxyApi: Middleware;
  /** Which browsers may override releases; none when not set. */
  overrides?: OverridePolicy | undefined;
  /** Source of pages' first answers and of the site map. */
  apiUrl: string;
  /** Public scheme and host; taken from each request when not set. */
  publicUrl?: string | undefined;
  metrics: Metrics;
  log: Logger;
  state: { draining: boolean };
  /** Says in a sentence what this gateway still has to do before it is ready. */
  lacking?: () => string | undefined;
  tracing?: Tracing | undefined;
  /** Renders pages; without it browsers do that. */
  renderer?: Renderer | undefined;
}

/** The one origin for browsers: pages, the shell's files, the slices' releases and the API. */
export function createGateway({
  build,
  register,
  store,
  publisher,
  proxyApi,
  overrides: policy = { open: false },
  apiUrl,
  publicUrl,
  metrics,
  log,
  state,
  lacking = () => undefined,
  tracing,
  renderer,
}: Dependencies): RequestListener {
  const { release: shell, files } = build;
  const template = files.get(shell.entry)?.toString() ?? '';
  store.put(shell, files);
  const gateway = new Koa();
  gateway.on('error', (error: NodeJS.ErrnoException, ctx?: Context) => {
    // browsers abort requests they no longer need; middlewares that stream an answer log their own failures
    if (error.code === 'ECONNRESET' || error.code === 'EPIPE' || ctx?.respond === false) return;
    log.error({ err: error, path: ctx?.path }, 'gateway error');
  });
  const requestLog = createRequestLog(log, metrics);
  const keptResponses = createKeptResponses({
    maxBytes: 8 * 2 ** 20,
    keyOf: pageKeyOf,
    routeOf: (ctx) => ctx.state.route,
    follow: requestLog.follow,
  });
  gateway.use(requestLog.middleware);
  gateway.use(keptResponses.remember);
  if (tracing) gateway.use(traceRequests(tracing, routeOf));
  gateway.use(answerHealth({ state, lacking: () => register.lacking() ?? publisher.lacking() ?? lacking() }));
  const originOf = publicOrigin(publicUrl && new URL(publicUrl).origin);
  gateway.use(securityHeaders(originOf));
  gateway.use(proxyApi);
  const overrides = createOverrides({ policy, resolver: createOverrideResolver({ register, store }) });
  gateway.use(serveRemotes({ register, store, overrides, metrics, log }));
  gateway.use(serveShellFiles({ build, register, store }));
  gateway.use(serveSiteMap({ apiUrl, originOf }));
  gateway.use(serveOverrides(overrides));
  gateway.use(serveForms({ apiUrl, originOf, log }));
  gateway.use(
    servePages({
      template: withIntegrity(template, shell),
      shell,
      register,
      store,
      integrityOf: createIntegrityMaps(shell),
      overrides,
      readAnswers: createAnswerReader({ apiUrl, log }),
      renderer,
      originOf,
      apiUrl,
      log,
    }),
  );
  // a request that is traced has a span of its own, which Koa's middleware records
  return tracing ? gateway.callback() : keptResponses.before(gateway.callback());
}

/** Cookies that say nothing of a visitor but a choice that many make. */
const CHOICES = /^(?:(?:theme|langue)=[\w-]*(?:; ?|$))*$/;

/** What a guest's page can depend on; undefined for a visitor who has any other cookie. */
function pageKeyOf({ url, headers }: IncomingMessage): string | undefined {
  const { cookie = '', host, 'x-forwarded-proto': scheme, 'accept-encoding': encodings } = headers;
  if (!CHOICES.test(cookie)) return undefined;
  return [url, cookie, host, scheme, encodings, headers['accept-language'], isFromShop(headers)].join(' ');
}

/** The route for traces: the folder for forwarded requests and files, the route that the slice declares for a page. */
function routeOf(ctx: Context): string | undefined {
  const [folder] = /^\/(?:api|remotes|assets)\//.exec(ctx.path) ?? [];
  return folder ? `${folder}*` : ctx.state.route;
}

/** Public scheme and host of the shop: the configured ones, or else those of the request. */
const publicOrigin =
  (configured: string | undefined) =>
  (ctx: Context): string =>
    configured ?? `${ctx.get('X-Forwarded-Proto') === 'https' ? 'https' : ctx.protocol}://${ctx.host}`;
