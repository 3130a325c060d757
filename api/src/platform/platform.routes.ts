import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { infoRoutes, type SliceStatus } from '@boutique/contracts/info';
import openapi from '@boutique/contracts/openapi.json' with { type: 'json' };
import type { Router } from '@koa/router';
import type { Registry } from 'prom-client';
import manifest from '../../package.json' with { type: 'json' };
import type { Changes } from './db/changes.ts';
import type { Database } from './db/database.ts';
import { renderDocs, style } from './docs-page.ts';
import { readDatabaseHealth, whyNotReady } from './health.queries.ts';
import { bind } from './http/bind.ts';
import { ProblemError } from './http/problem-error.ts';

export interface PlatformOptions {
  db: Database;
  changes: Pick<Changes, 'now'>;
  registry: Registry;
  commit: string;
  environment: string;
  /** True once the process was asked to stop. */
  isDraining: () => boolean;
  sliceStatuses: () => SliceStatus[];
}

/** The routes for operators and developers: health, metrics, facts about the system, and the contract. */
export function mountPlatform(router: Router, options: PlatformOptions): void {
  const { db, changes, registry, commit, environment, isDraining, sliceStatuses } = options;

  // liveness: the process answers
  router.get('/live', (ctx) => {
    ctx.body = { state: 'live' };
  });
  // readiness: the process can serve requests
  router.get('/ready', async (ctx) => {
    const reason = isDraining() ? 'Le serveur s’arrête.' : await whyNotReady(db);
    if (reason) throw new ProblemError('service-indisponible', reason);
    ctx.body = { state: 'ready' };
  });
  router.get('/metrics', async (ctx) => {
    ctx.body = await registry.metrics();
    ctx.set('Content-Type', registry.contentType);
  });

  const demarreLe = new Date().toISOString();
  bind(router, infoRoutes.read, async () => {
    const database = await readDatabaseHealth(db).catch(() => undefined);
    return {
      nom: 'Ma Boutique Répartie',
      version: manifest.version,
      commit,
      environnement: environment,
      instance: hostname(),
      demarreLe,
      baseDeDonnees: database
        ? { state: 'available' as const, ...database }
        : { state: 'unavailable' as const, version: null, latenceMs: null },
      slices: sliceStatuses(),
    };
  });

  bind(router, infoRoutes.readDataVersion, async () => ({ version: (await changes.now())?.version ?? null }));

  // the contract as JSON, and as a page of static HTML with one style sheet and no script
  const page = renderDocs(openapi);
  const styleHash = createHash('sha256').update(style).digest('base64');
  router.get('/api/openapi.json', (ctx) => {
    ctx.body = openapi;
  });
  router.get('/api/docs', (ctx) => {
    ctx.type = 'text/html; charset=utf-8';
    ctx.set({
      'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      'Cache-Control': 'no-cache',
    });
    ctx.body = page;
  });
}
