import type { Knex } from 'knex';
import * as recherche from './001-recherche.ts';
import * as produits from './002-produits.ts';
import * as utilisateurs from './003-utilisateurs.ts';
import * as followedReleases from './004-followed-releases.ts';
import * as comptes from './005-comptes.ts';
import * as acheteurs from './006-acheteurs.ts';
import * as commandes from './007-commandes.ts';
import * as avis from './008-avis.ts';
import * as register from './009-register.ts';
import * as storedReleases from './010-stored-releases.ts';
import * as changes from './011-changes.ts';
import * as boundedCounts from './012-bounded-counts.ts';
import * as toldStock from './013-told-stock.ts';
import * as guestTokens from './014-guest-tokens.ts';

type MigrationModule = Pick<Knex.Migration, 'up'> & { name: string };

/** Every migration, in order. Imported instead of read from a folder, so that the built bundle has them. */
export const migrations: readonly MigrationModule[] = [
  recherche,
  produits,
  utilisateurs,
  followedReleases,
  comptes,
  acheteurs,
  commandes,
  avis,
  register,
  storedReleases,
  changes,
  boundedCounts,
  toldStock,
  guestTokens,
];

/** Knex requires one. Production cannot go back: the next migration repairs a mistake. */
const down = () => Promise.reject(new Error('Migrations go forward only.'));

const migrationSource: Knex.MigrationSource<MigrationModule> = {
  getMigrations: async () => [...migrations],
  getMigrationName: ({ name }) => name,
  getMigration: async ({ up }) => ({ up, down }),
};

/** An arbitrary number that no other lock of this database uses. */
const LOCK = 5_000_432;

/**
 * Applies missing migrations, then runs `then` under the same lock: one process at a time, others wait for their turn.
 * @returns the names of the migrations that were applied
 */
export async function migrate(db: Knex, then: (db: Knex) => Promise<void> = async () => {}): Promise<string[]> {
  return db.transaction(async (lock) => {
    await lock.raw('select pg_advisory_xact_lock(?)', [LOCK]);
    // a killed run leaves knex's own lock behind; under our lock, no other process can be holding it
    await db.migrate.forceFreeMigrationsLock({ migrationSource });
    const [, applied] = (await db.migrate.latest({ migrationSource })) as [number, string[]];
    await then(db);
    return applied;
  });
}

/** The names of the migrations that this build needs and the database lacks. */
export async function missingMigrations(db: Knex): Promise<string[]> {
  const applied = await db('knex_migrations').pluck<string[]>('name');
  return migrations.map(({ name }) => name).filter((name) => !applied.includes(name));
}
