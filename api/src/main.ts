import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { endInOrder } from '@boutique/http-server/end-in-order';
import { listen } from '@boutique/http-server/listen';
import { checkServerEntry } from '@boutique/rendering/check-server-entry';
import { startTracing } from '@boutique/tracing/start-tracing';
import { createPaiementsService } from './achats/paiements.service.ts';
import { paymentOnDelivery } from './achats/payment-provider.ts';
import { startMails } from './achats/send-mails.ts';
import { cancelExpired } from './achats/statuts.ts';
import { createStripePayments } from './achats/stripe-payments.ts';
import { cleanupRules, createApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { startCleanup } from './platform/cleanup.ts';
import { startChanges } from './platform/db/changes.ts';
import { createDatabase } from './platform/db/database.ts';
import { createApiServer } from './platform/http/http-server.ts';
import { createLog } from './platform/log.ts';
import { createMailer } from './platform/mail.ts';
import { startRepeating } from './platform/repeat.ts';
import { createFrontends } from './releases/create-frontends.ts';
import type { EntryCheck } from './releases/publish.service.ts';

try {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const db = createDatabase({ url: config.databaseUrl, applicationName: 'boutique-api' });
  const direct =
    config.databaseListenUrl === undefined
      ? db
      : createDatabase({ url: config.databaseListenUrl, applicationName: 'boutique-api' });
  const frontends = createFrontends({
    db,
    direct,
    origins: config.frontendOrigins,
    pollMs: config.frontendsPollMs,
    production: config.environment === 'production',
    rules: config.canaryRules,
    limits: config.releaseLimits,
    checkEntry: entryCheck(config.environment),
    overrideKey: config.overrideKey,
    log,
  });
  const changes = startChanges(direct, { log, commit: config.commit });
  const tracing = await startTracing({ serviceName: 'boutique-api', log });
  const mailer = createMailer({ url: config.mailUrl, from: config.mailFrom, log });
  const mails = startMails({ db, mailer, publicUrl: config.publicUrl, log });
  const providers = [paymentOnDelivery];
  if (config.stripe) providers.push(await createStripePayments({ ...config.stripe, publicUrl: config.publicUrl }));
  const paiements = createPaiementsService({ db, log, providers });
  const payments = startRepeating({
    work: paiements.settleOne,
    log,
    failure: 'the steps of payments cannot be read',
  });
  const expiries = startRepeating({
    work: () => cancelExpired(db),
    log,
    failure: 'orders that have waited too long cannot be cancelled',
  });
  const cleanup = startCleanup(db, log, cleanupRules);
  let draining = false;
  const app = createApp({
    db,
    log,
    changes,
    frontends,
    mailer,
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    guestOrdersPerHour: config.guestOrdersPerHour,
    guestConfirmation: config.guestConfirmation,
    paiements,
    commit: config.commit,
    environment: config.environment,
    isDraining: () => draining,
    tracing,
  });
  const server = createApiServer(app, config.keepAliveSeconds);
  endInOrder({
    server,
    log,
    drain: async () => {
      draining = true;
      await frontends.stop();
    },
    close: async () => {
      await Promise.all([cleanup.stop(), changes.stop(), mails.stop(), expiries.stop(), payments.stop()]);
      await mailer.close();
      await Promise.all([db.destroy(), direct.destroy()]);
      await tracing?.stop();
    },
  });
  frontends.start();
  await listen(server, config, log).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'EADDRINUSE' ? `port ${config.port} is taken: set PORT to another` : error.message;
    console.error(`The API cannot listen: ${reason}.`);
    process.exit(1);
  });
  log.info({ address: server.address(), commit: config.commit }, 'listening');
  // the parent process, such as `npm start`, waits for this message
  process.send?.({ type: 'ready' });
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(`The API cannot start: ${error.message}.`);
  process.exitCode = 1;
}

/** The check needs a script that only a build has; `npm run dev` runs this file without a build. */
function entryCheck(environment: string): EntryCheck {
  const script = fileURLToPath(new URL('check-server-entry/main.js', import.meta.url));
  if (existsSync(script)) return (entry) => checkServerEntry(script, entry);
  if (environment === 'production') throw new ConfigError(`${script} is missing: build the API again`);
  return async () => [];
}
