import type { RequestListener } from 'node:http';
import { createKeptResponses } from '@boutique/http-server/kept-responses';
import { traceRequests } from '@boutique/tracing/trace-requests';
import type { Tracing } from '@boutique/tracing/tracing';
import { Router } from '@koa/router';
import Koa from 'koa';
import { fr } from 'zod/locales';
import * as z from 'zod/mini';
import { mountAchats } from './achats/achats.routes.ts';
import { acheteursCleanup } from './achats/acheteurs.queries.ts';
import type { GuestRules } from './achats/commandes.service.ts';
import { idempotenceCleanup } from './achats/nouvelle-commande.queries.ts';
import type { PaiementsService } from './achats/paiements.service.ts';
import { mountCatalogue } from './catalogue/catalogue.routes.ts';
import { imagesCleanup } from './catalogue/images.queries.ts';
import { guestOrderBucket, newGuestBucket } from './comptes/attempt-buckets.ts';
import { attemptsCleanup } from './comptes/attempts.queries.ts';
import { identifyBySession } from './comptes/browser.ts';
import { mountComptes } from './comptes/comptes.routes.ts';
import { limitAttempts } from './comptes/limit-attempts.ts';
import { reinitialisationsCleanup } from './comptes/reinitialisations.queries.ts';
import { sessionCleanup } from './comptes/session.queries.ts';
import { verificationsCleanup } from './comptes/verifications.queries.ts';
import { mountJournal } from './journal/journal.routes.ts';
import type { CleanupRule } from './platform/cleanup.ts';
import type { Changes } from './platform/db/changes.ts';
import type { Database } from './platform/db/database.ts';
import { traceQueries } from './platform/db/trace-queries.ts';
import { answerProblems } from './platform/http/answer-problems.ts';
import { identifyCallers } from './platform/http/caller.ts';
import { createKeptAnswers } from './platform/http/kept-answers.ts';
import { refuseForeignOrigins } from './platform/http/refuse-foreign-origins.ts';
import { refuseMalformedUrls } from './platform/http/refuse-malformed-urls.ts';
import { refuseUnmatched } from './platform/http/refuse-unmatched.ts';
import { createRequestLog, matchedRoute } from './platform/http/request-log.ts';
import { securityHeaders } from './platform/http/security-headers.ts';
import { sendJson } from './platform/http/send-json.ts';
import type { Log } from './platform/log.ts';
import type { Mailer } from './platform/mail.ts';
import { createMetrics } from './platform/metrics.ts';
import { mountPlatform } from './platform/platform.routes.ts';
import { releasesCleanup } from './releases/cleanup.queries.ts';
import type { Frontends } from './releases/create-frontends.ts';
import { mountReleases } from './releases/releases.routes.ts';

export interface AppOptions {
  db: Database;
  log: Log;
  changes: Changes;
  frontends: Frontends;
  mailer: Mailer;
  /** The public address of the shop, for links in mails; without a slash at the end. */
  publicUrl: string;
  commit: string;
  environment: string;
  /** True once the process was asked to stop. */
  isDraining: () => boolean;
  tracing?: Tracing | undefined;
  /**
   * The number of our proxies in front of this process: as many of the last addresses in X-Forwarded-For can be
   * trusted.
   */
  trustedProxies?: number;
  /** How many orders of guests one client address may place. */
  guestOrdersPerHour: number;
  guestConfirmation: GuestRules['confirmation'];
  paiements: PaiementsService;
}

/** The rules of each room for deleting outdated rows, see `startCleanup`. */
export const cleanupRules: readonly CleanupRule[] = [
  ...sessionCleanup,
  ...attemptsCleanup,
  ...verificationsCleanup,
  ...reinitialisationsCleanup,
  ...acheteursCleanup,
  ...idempotenceCleanup,
  ...imagesCleanup,
  ...releasesCleanup,
];

// zod's messages become part of problems, whose texts are French
z.config(fr());

/** The whole API as a Koa application, behind its kept responses. Does nothing before its first request. */
export function createApp({
  db,
  log,
  changes,
  frontends,
  mailer,
  publicUrl,
  commit,
  environment,
  isDraining,
  tracing,
  trustedProxies = 1,
  guestOrdersPerHour,
  guestConfirmation,
  paiements,
}: AppOptions): RequestListener {
  const sliceStatuses = frontends.origins.statuses;
  const metrics = createMetrics(db, sliceStatuses);
  const { registry } = metrics;
  const router = new Router();
  const keep = createKeptAnswers(changes);
  mountCatalogue(router, { db, keep });
  mountAchats(router, {
    db,
    keep,
    guests: {
      limit: (trx, ip) => limitAttempts(trx, [guestOrderBucket(ip, guestOrdersPerHour)]),
      limitNew: (db, ip) => limitAttempts(db, [newGuestBucket(ip, guestOrdersPerHour)]),
      confirmation: guestConfirmation,
    },
    paiements,
  });
  mountComptes(router, { db, mailer, publicUrl, registry });
  mountJournal(router, { db });
  mountReleases(router, { db, frontends, registry, tracing });
  mountPlatform(router, { db, changes, registry, commit, environment, isDraining, sliceStatuses });

  const app = new Koa({
    // Koa would take a maximum of 0 for "trust all"
    proxy: trustedProxies > 0,
    maxIpsCount: trustedProxies,
  });
  app.on('error', (error: NodeJS.ErrnoException) => {
    // the client has left or sent a broken request; the request log has it
    if (/^(?:ECONNRESET|EPIPE|HPE_\w+)$/.test(error.code ?? '')) return;
    log.error({ err: error }, 'an answer could not be sent');
  });
  if (tracing) {
    traceQueries(db, tracing);
    app.use(traceRequests(tracing, matchedRoute));
  }
  const requestLog = createRequestLog(log, metrics);
  const keptResponses = createKeptResponses({
    maxBytes: 8 * 2 ** 20,
    keyOf: ({ url, headers }) =>
      [url, headers['accept-encoding'], headers['accept-language'], headers['x-forwarded-proto']].join(' '),
    routeOf: matchedRoute,
    follow: requestLog.follow,
  });
  app.use(requestLog.middleware);
  app.use(keptResponses.remember);
  app.use(securityHeaders);
  app.use(answerProblems);
  app.use(sendJson);
  app.use(refuseMalformedUrls);
  app.use(refuseForeignOrigins);
  app.use(identifyCallers(identifyBySession(db), frontends.tokens.identify));
  app.use(router.routes());
  app.use(refuseUnmatched(router));
  // a request that is traced has a span of its own, which Koa's middleware records
  return tracing ? app.callback() : keptResponses.before(app.callback());
}
