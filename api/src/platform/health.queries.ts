import type { Knex } from 'knex';
import { missingMigrations } from '../schema/migrations.ts';

const PROBE_TIMEOUT_MS = 2_000;

export interface DatabaseHealth {
  version: string;
  /** Round trip of one trivial query. */
  latenceMs: number;
}

/** Asks the database for its version. Rejects when it does not answer within two seconds. */
export async function readDatabaseHealth(db: Knex): Promise<DatabaseHealth> {
  // the first query of a new connection would measure the sign-in
  return withinTimeout(
    db.transaction(
      async (trx) => {
        const started = performance.now();
        const { rows } = await trx.raw<{ rows: [{ version: string }] }>(
          `select split_part(current_setting('server_version'), ' ', 1) as version`,
        );
        return { version: rows[0].version, latenceMs: Math.round((performance.now() - started) * 100) / 100 };
      },
      { readOnly: true },
    ),
  );
}

/** The reason why this process cannot serve yet, in words; undefined when it can. */
export async function whyNotReady(db: Knex): Promise<string | undefined> {
  try {
    const missing = await withinTimeout(missingMigrations(db));
    return missing.length > 0 ? `Migrations manquantes : ${missing.join(', ')}.` : undefined;
  } catch (error) {
    // 42P01: no table of migrations yet
    const empty = (error as { code?: string }).code === '42P01';
    return empty ? 'La base de données est vide.' : 'La base de données ne répond pas.';
  }
}

function withinTimeout<T>(query: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('timeout expired')), PROBE_TIMEOUT_MS);
  return Promise.race([query, promise]).finally(() => clearTimeout(timer));
}
