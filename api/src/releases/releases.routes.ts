import { deploymentsRoutes } from '@boutique/contracts/deployments';
import { frontendsRoutes, RELEASE_FILES_PATH } from '@boutique/contracts/frontends';
import { type PageLoad, webVitalsRoutes } from '@boutique/contracts/web-vitals';
import type { FinishedSpan, Tracing } from '@boutique/tracing/tracing';
import type { Router } from '@koa/router';
import type { Registry } from 'prom-client';
import type { Database } from '../platform/db/database.ts';
import { ANSWERED, bind, koaPath } from '../platform/http/bind.ts';
import { authorOf } from '../platform/http/caller.ts';
import { sendPage } from '../platform/http/page-headers.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { answerConditionally } from '../platform/http/send-json.ts';
import type { Frontends } from './create-frontends.ts';
import { findContent } from './stored-files.queries.ts';
import { createWebVitalsMetrics } from './web-vitals.metrics.ts';

interface ReleasesOptions {
  db: Database;
  frontends: Frontends;
  registry: Registry;
  tracing?: Pick<Tracing, 'recordBrowserSpan'> | undefined;
}

/** The routes of the register: its documents and files, the commands of teams, and the reports of browsers. */
export function mountReleases(router: Router, { db, frontends, registry, tracing }: ReleasesOptions): void {
  const { register, deployment, publish, tokens, incidents, measures } = frontends;
  const countPageView = createWebVitalsMetrics(registry, () =>
    register
      .releases()
      .filter(({ role }) => role === 'active' || role === 'canary')
      .map(({ release: { name, version } }) => ({ slice: name, version })),
  );

  /**
   * @throws ProblemError `base-indisponible`: 503 rather than a list that lacks some slices; gateways keep their last
   * list
   */
  const known = async () => {
    // this process has just started
    if (!register.snapshot()) await register.refresh();
    const snapshot = register.snapshot();
    if (snapshot) return snapshot;
    throw new ProblemError('base-indisponible', 'The releases are not known yet: the database has not answered.', {
      headers: { 'Retry-After': '1' },
    });
  };

  bind(router, frontendsRoutes.read, async () => (await known()).discovery);
  // every gateway asks for it twice a second: it is built once per change, and its output is not parsed per request
  bind(router, frontendsRoutes.listReleases, async (_, ctx): Promise<typeof ANSWERED> => {
    const { json, etag } = (await known()).list;
    ctx.set('Cache-Control', 'no-cache');
    if (!answerConditionally(ctx, etag)) {
      ctx.type = 'application/json';
      ctx.body = json;
    }
    return ANSWERED;
  });
  router.get(koaPath(RELEASE_FILES_PATH), async (ctx) => {
    const digest = Buffer.from(String(ctx.params.digest), 'base64url');
    const content = digest.length === 48 ? await findContent(db, digest) : undefined;
    if (!content) throw new ProblemError('file-not-found', `No stored file has the digest ${ctx.params.digest}.`);
    ctx.set({
      'Cache-Control': 'public, max-age=31536000, immutable',
      // content without a type: only gateways know the file's use, and whether its release may be loaded
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': 'attachment',
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
    });
    if (!answerConditionally(ctx, digest.toString('base64url'))) ctx.body = content;
  });

  bind(router, frontendsRoutes.readDeployment, ({ params }) => deployment.read(params.slice));
  bind(router, frontendsRoutes.publish, async ({ params, upload }, ctx) =>
    publish(params.slice, upload, await authorOf(ctx)),
  );
  bind(router, frontendsRoutes.setTraffic, async ({ params, body }, ctx) =>
    deployment.setTraffic(params.slice, { ...body, author: await authorOf(ctx) }),
  );
  bind(router, frontendsRoutes.rollback, async ({ params, body }, ctx) =>
    deployment.rollback(params.slice, { ...body, author: await authorOf(ctx) }),
  );
  bind(router, frontendsRoutes.retire, async ({ params, body }, ctx) =>
    deployment.retire(params.slice, { ...body, author: await authorOf(ctx) }),
  );
  bind(router, frontendsRoutes.listHistory, async ({ params, query }, ctx) => {
    return sendPage(ctx, await deployment.listHistory(params.slice, query));
  });
  bind(router, deploymentsRoutes.list, () => frontends.listCurrent());
  bind(router, deploymentsRoutes.readStatistics, ({ params, query }) =>
    deployment.statistics(params.slice, query.period),
  );
  bind(router, deploymentsRoutes.readPreview, ({ params }) => deployment.preview(params.slice, params.version));
  bind(router, frontendsRoutes.createIncident, async ({ params, body }, ctx) => {
    await incidents.record(params.slice, body, ctx.ip);
    return undefined;
  });
  bind(router, frontendsRoutes.createToken, async ({ params, body }, ctx) =>
    tokens.create(params.slice, { name: body.name, author: await authorOf(ctx) }),
  );
  bind(router, frontendsRoutes.listTokens, ({ params }) => tokens.list(params.slice));
  bind(router, frontendsRoutes.deleteToken, async ({ params }, ctx) => {
    await tokens.remove(params.slice, params.id, await authorOf(ctx));
    return undefined;
  });

  bind(router, webVitalsRoutes.create, async ({ body }, ctx) => {
    countPageView(body);
    measures.countPageView(body);
    const loaded = body.loads.filter(({ result }) => result === 'loaded');
    // the figures by which canaries are judged
    await incidents.countLoads(
      loaded.map(({ slice, version }) => ({ slice, version })),
      ctx.ip,
    );
    if (body.page) tracing?.recordBrowserSpan(pageLoadSpan(body.page));
    return undefined;
  });
}

/** The load of a page as a span, in the trace that the gateway began for the page. */
const pageLoadSpan = ({ traceparent, route, start, end }: PageLoad): FinishedSpan => ({
  name: `load ${route}`,
  traceparent,
  startMs: Date.parse(start),
  endMs: Date.parse(end),
  attributes: { 'http.route': route },
});
