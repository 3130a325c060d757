import { frontendsRoutes, RELEASE_FILES_PATH } from '@boutique/contracts/frontends';
import type { Router } from '@koa/router';
import type { Database } from '../platform/db/database.ts';
import { ANSWERED, bind, koaPath } from '../platform/http/bind.ts';
import { setPageHeaders } from '../platform/http/page-headers.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { answerConditionally } from '../platform/http/send-json.ts';
import { callerOf } from '../platform/http/visitor.ts';
import type { Frontends } from './create-frontends.ts';
import { findContent } from './stored-files.queries.ts';

export type FrontendsServices = Pick<Frontends, 'register' | 'deployment' | 'publish' | 'tokens' | 'incidents'> & {
  db: Database;
};

export function mountFrontends(
  router: Router,
  { db, register, deployment, publish, tokens, incidents }: FrontendsServices,
): void {
  /** @throws ProblemError `base-indisponible`: 503 rather than a list that lacks some slices; gateways keep what they know */
  const known = () => {
    const snapshot = register.snapshot();
    if (snapshot) return snapshot;
    throw new ProblemError('base-indisponible', 'The releases are not known yet: the database has not answered.', {
      headers: { 'Retry-After': '1' },
    });
  };

  bind(router, frontendsRoutes.read, () => known().discovery);
  // asked for twice a second by every gateway: made once per change, and not parsed again for each
  bind(router, frontendsRoutes.listReleases, (_, ctx) => {
    const { json, etag } = known().list;
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
      // content without a type: gateways alone know what it is for, and whether it is in service
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': 'attachment',
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
    });
    if (!answerConditionally(ctx, digest.toString('base64url'))) ctx.body = content;
  });

  bind(router, frontendsRoutes.readDeployment, ({ params }) => deployment.read(params.slice));
  bind(router, frontendsRoutes.publish, async ({ params, upload }, ctx) =>
    publish(params.slice, upload, await callerOf(ctx)),
  );
  bind(router, frontendsRoutes.setTraffic, async ({ params, body }, ctx) =>
    deployment.setTraffic(params.slice, { ...body, author: await callerOf(ctx) }),
  );
  bind(router, frontendsRoutes.rollback, async ({ params, body }, ctx) =>
    deployment.rollback(params.slice, { ...body, author: await callerOf(ctx) }),
  );
  bind(router, frontendsRoutes.retire, async ({ params, body }, ctx) =>
    deployment.retire(params.slice, { ...body, author: await callerOf(ctx) }),
  );
  bind(router, frontendsRoutes.listHistory, async ({ params, query }, ctx) => {
    const { entries, total, next } = await deployment.listHistory(params.slice, query);
    setPageHeaders(ctx, total, next);
    return entries;
  });
  bind(router, frontendsRoutes.createIncident, async ({ params, body }, ctx) => {
    await incidents.record(params.slice, body, ctx.ip);
    return undefined;
  });
  bind(router, frontendsRoutes.createToken, async ({ params, body }, ctx) =>
    tokens.create(params.slice, { name: body.name, author: await callerOf(ctx) }),
  );
  bind(router, frontendsRoutes.listTokens, ({ params }) => tokens.list(params.slice));
  bind(router, frontendsRoutes.deleteToken, async ({ params }, ctx) => {
    await tokens.remove(params.slice, params.id, await callerOf(ctx));
    return undefined;
  });
}
