import { hostname } from 'node:os';
import { infoRoutes, type SliceStatus } from '@boutique/contracts/info';
import type { Router } from '@koa/router';
import manifest from '../../package.json' with { type: 'json' };
import type { Database } from './db/database.ts';
import { readDatabaseHealth } from './health.queries.ts';
import { bind } from './http/bind.ts';

export interface InfoOptions {
  db: Database;
  commit: string;
  environment: string;
  sliceStatuses: () => SliceStatus[];
}

export function mountInfo(router: Router, { db, commit, environment, sliceStatuses }: InfoOptions): void {
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
        ? { etat: 'disponible' as const, ...database }
        : { etat: 'indisponible' as const, version: null, latenceMs: null },
      slices: sliceStatuses(),
    };
  });
}
