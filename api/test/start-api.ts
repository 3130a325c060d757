import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { GUEST_CONFIRMATION } from '@boutique/contracts/limits';
import { DEFAULT_LIMITS, type ReleaseLimits } from '@boutique/release/parse-release';
import type { Tracing } from '@boutique/tracing/tracing';
import type { GuestRules } from '../src/achats/commandes.service.ts';
import { createPaiementsService } from '../src/achats/paiements.service.ts';
import { type PaymentProvider, paymentOnDelivery } from '../src/achats/payment-provider.ts';
import { createApp } from '../src/app.ts';
import type { FollowedOrigin } from '../src/config.ts';
import { startChanges } from '../src/platform/db/changes.ts';
import type { Database } from '../src/platform/db/database.ts';
import { createApiServer } from '../src/platform/http/http-server.ts';
import { createLog, type Log } from '../src/platform/log.ts';
import { createMailer, type Mailer } from '../src/platform/mail.ts';
import { type CanaryRules, DEFAULT_RULES } from '../src/releases/canary.ts';
import { createFrontends } from '../src/releases/create-frontends.ts';
import type { EntryCheck } from '../src/releases/publish.service.ts';

export interface TestApi {
  url: string;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  send(method: string, path: string, init?: RequestInit): Promise<Response>;
  stop(): Promise<void>;
}

export interface TestApiOptions {
  db: Database;
  /** The same database, reached without a pooler. */
  direct?: Database;
  origins?: FollowedOrigin[];
  production?: boolean;
  rules?: CanaryRules;
  limits?: ReleaseLimits;
  log?: Log;
  isDraining?: () => boolean;
  tracing?: Tracing | undefined;
  mailer?: Mailer;
  trustedProxies?: number;
  /** Tests send all orders from one client address. */
  guestOrdersPerHour?: number;
  guestConfirmation?: GuestRules['confirmation'];
  providers?: PaymentProvider[];
  /** By default every server entry passes. */
  checkEntry?: EntryCheck;
  overrideKey?: string;
}

/** Starts the whole API in this process, on a free port. */
export async function startApi({ db, log = createLog('silent'), ...options }: TestApiOptions): Promise<TestApi> {
  const { direct = db, production = false, isDraining = () => false } = options;
  const frontends = createFrontends({
    db,
    direct,
    origins: options.origins ?? [],
    pollMs: 20,
    production,
    rules: options.rules ?? DEFAULT_RULES,
    limits: options.limits ?? DEFAULT_LIMITS,
    overrideKey: options.overrideKey,
    checkEntry: options.checkEntry ?? (async () => []),
    log,
  });
  const changes = startChanges(direct, { log, commit: 'abc1234' });
  const app = createApp({
    db,
    log,
    changes,
    frontends,
    mailer: options.mailer ?? createMailer({ url: undefined, from: 'boutique@localhost', log }),
    publicUrl: 'http://boutique.test',
    trustedProxies: options.trustedProxies ?? 1,
    guestOrdersPerHour: options.guestOrdersPerHour ?? 100_000,
    guestConfirmation: options.guestConfirmation ?? GUEST_CONFIRMATION,
    paiements: createPaiementsService({ db, log, providers: options.providers ?? [paymentOnDelivery] }),
    commit: 'abc1234',
    environment: 'test',
    isDraining,
    tracing: options.tracing,
  });
  const server = createApiServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  frontends.start();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    get: (path, headers = {}) => fetch(url + path, { headers }),
    send: (method, path, init) => fetch(url + path, { ...init, method }),
    async stop() {
      server.close();
      server.closeAllConnections();
      await Promise.all([frontends.stop(), changes.stop()]);
    },
  };
}
