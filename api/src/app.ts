import { traceRequests } from '@boutique/tracing/trace-requests';
import type { Tracing } from '@boutique/tracing/tracing';
import { Router } from '@koa/router';
import Koa from 'koa';
import { fr } from 'zod/locales';
import * as z from 'zod/mini';
import { mountCommandes } from './achats/commandes.routes.ts';
import { mountFavoris } from './achats/favoris.routes.ts';
import { mountLivraisons } from './achats/livraisons.routes.ts';
import { mountPanier } from './achats/panier.routes.ts';
import { mountAvis } from './catalogue/avis.routes.ts';
import { createAvisService } from './catalogue/avis.service.ts';
import { mountEdition } from './catalogue/edition.routes.ts';
import { createEditionService } from './catalogue/edition.service.ts';
import { mountEntetes } from './catalogue/entetes.routes.ts';
import { createEntetesService } from './catalogue/entetes.service.ts';
import { mountImages } from './catalogue/images.routes.ts';
import { mountProduits } from './catalogue/produits.routes.ts';
import { createProduitsService } from './catalogue/produits.service.ts';
import { mountUpload } from './catalogue/upload.routes.ts';
import { mountAdministrationUtilisateurs } from './comptes/administration.routes.ts';
import { createAdministrationUtilisateursService } from './comptes/administration.service.ts';
import { mountAdresses } from './comptes/adresses.routes.ts';
import { createAdressesService } from './comptes/adresses.service.ts';
import { mountComptes } from './comptes/comptes.routes.ts';
import { createComptesService } from './comptes/comptes.service.ts';
import { identifyBySession } from './comptes/identify-by-session.ts';
import { createPasswords } from './comptes/passwords.ts';
import { mountSession } from './comptes/session.routes.ts';
import { createSessionService } from './comptes/session.service.ts';
import { mountUtilisateurs } from './comptes/utilisateurs.routes.ts';
import { mountVerifications } from './comptes/verifications.routes.ts';
import { createVerificationsService } from './comptes/verifications.service.ts';
import { mountJournal } from './journal/journal.routes.ts';
import type { Database } from './platform/db/database.ts';
import { traceQueries } from './platform/db/trace-queries.ts';
import { mountDocs } from './platform/docs.routes.ts';
import { mountHealth } from './platform/health.routes.ts';
import { answerProblems } from './platform/http/answer-problems.ts';
import { matchedRoute } from './platform/http/matched-route.ts';
import { mountMetrics } from './platform/http/metrics.routes.ts';
import { refuseForeignOrigins } from './platform/http/refuse-foreign-origins.ts';
import { refuseMalformedUrls } from './platform/http/refuse-malformed-urls.ts';
import { refuseUnmatched } from './platform/http/refuse-unmatched.ts';
import { requestLog } from './platform/http/request-log.ts';
import { securityHeaders } from './platform/http/security-headers.ts';
import { sendJson } from './platform/http/send-json.ts';
import { visitors } from './platform/http/visitor.ts';
import { mountInfo } from './platform/info.routes.ts';
import type { Log } from './platform/log.ts';
import type { Mailer } from './platform/mail.ts';
import { createMetrics } from './platform/metrics.ts';
import type { Frontends } from './releases/create-frontends.ts';
import { mountFrontends } from './releases/frontends.routes.ts';
import { createWebVitalsMetrics } from './releases/web-vitals.metrics.ts';
import { mountWebVitals } from './releases/web-vitals.routes.ts';

export interface AppOptions {
  db: Database;
  log: Log;
  frontends: Frontends;
  mailer: Mailer;
  /** Where shoppers reach the shop, for links in mails; without a slash at the end. */
  publicUrl: string;
  commit: string;
  environment: string;
  /** True from the moment that the process was asked to stop. */
  isDraining: () => boolean;
  tracing?: Tracing | undefined;
  /** How many proxies of ours stand before this process: so many of the last addresses of X-Forwarded-For are true. */
  trustedProxies?: number;
}

// what zod says of a wrong value is read by shoppers' developers: French, as the rest of a problem
z.config(fr());

/** The whole API as a Koa application. Does nothing before its first request. */
export function createApp({
  db,
  log,
  frontends,
  mailer,
  publicUrl,
  commit,
  environment,
  isDraining,
  tracing,
  trustedProxies = 1,
}: AppOptions): Koa {
  const metrics = createMetrics(db, frontends.origins.statuses);
  const router = new Router();
  const produits = createProduitsService(db);
  mountProduits(router, produits);
  mountEdition(router, createEditionService(db));
  mountEntetes(router, createEntetesService(db, produits));
  mountAvis(router, createAvisService(db, produits.idOf));
  mountUtilisateurs(router, db);
  mountPanier(router, db);
  mountFavoris(router, db);
  mountLivraisons(router);
  mountCommandes(router, db);
  const passwords = createPasswords(metrics.registry);
  const verifications = createVerificationsService(db, mailer, publicUrl);
  mountSession(router, db, createSessionService(db, passwords));
  mountComptes(router, db, createComptesService(db, passwords, verifications));
  mountVerifications(router, verifications);
  mountAdresses(router, createAdressesService(db));
  mountAdministrationUtilisateurs(router, db, createAdministrationUtilisateursService(db));
  mountJournal(router, db);
  mountInfo(router, { db, commit, environment, sliceStatuses: frontends.origins.statuses });
  mountFrontends(router, { ...frontends, db });
  mountWebVitals(router, {
    count: createWebVitalsMetrics(metrics.registry, () =>
      frontends.register
        .releases()
        .filter(({ role }) => role === 'active' || role === 'canary')
        .map(({ release: { name, version } }) => ({ slice: name, version })),
    ),
    countLoads: frontends.incidents.countLoads,
    tracing,
  });
  mountImages(router, db);
  mountUpload(router, db);
  mountDocs(router);
  mountHealth(router, db, isDraining);
  mountMetrics(router, metrics);

  const app = new Koa({
    // 0 would be all of them
    proxy: trustedProxies > 0,
    maxIpsCount: trustedProxies,
  });
  app.on('error', (error: NodeJS.ErrnoException) => {
    // the caller has left, or has sent something broken: the request log says so
    if (/^(?:ECONNRESET|EPIPE|HPE_\w+)$/.test(error.code ?? '')) return;
    log.error({ err: error }, 'an answer could not be sent');
  });
  if (tracing) {
    traceQueries(db, tracing);
    app.use(traceRequests(tracing, matchedRoute));
  }
  app.use(requestLog(log, metrics));
  app.use(securityHeaders);
  app.use(answerProblems);
  app.use(sendJson);
  app.use(refuseMalformedUrls);
  app.use(refuseForeignOrigins);
  app.use(visitors(identifyBySession(db), frontends.tokens.identify));
  app.use(router.routes());
  app.use(refuseUnmatched(router));
  return app;
}
