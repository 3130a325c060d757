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
import * as reinitialisations from './015-reinitialisations.ts';
import * as mails from './016-mails.ts';
import * as aConfirmer from './017-a-confirmer.ts';
import * as paiements from './018-paiements.ts';
import * as searchAsTyped from './019-search-as-typed.ts';
import * as releaseMeasures from './020-release-measures.ts';
import * as livraisonPrevue from './021-livraison-prevue.ts';
import * as mailsEnEchec from './022-mails-en-echec.ts';
import * as anciensSlugs from './023-anciens-slugs.ts';
import { checksumOf } from './checksum.ts';

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
  reinitialisations,
  mails,
  aConfirmer,
  paiements,
  searchAsTyped,
  releaseMeasures,
  livraisonPrevue,
  mailsEnEchec,
  anciensSlugs,
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

export class MigrationError extends Error {
  override name = 'MigrationError';
}

/**
 * Applies missing migrations, then runs `then` under the same lock: one process at a time, others wait for their turn.
 * A database that is newer than this build stays as it is, and `then` does not run.
 * @returns the names of the migrations that were applied
 * @throws MigrationError when a migration was edited after it ran, or the database has migrations of another line
 */
export async function migrate(db: Knex, then: (db: Knex) => Promise<void> = async () => {}): Promise<string[]> {
  return db.transaction(async (lock) => {
    await lock.raw('select pg_advisory_xact_lock(?)', [LOCK]);
    if (await db.schema.hasTable('knex_migrations')) {
      await refuseEdited(db);
      const newer = await newerMigrations(db);
      if (newer.length > 0) {
        await refuseOtherLine(db, newer);
        return [];
      }
    }
    // a killed run leaves knex's own lock behind; under our lock, no other process can be holding it
    await db.migrate.forceFreeMigrationsLock({ migrationSource });
    const [, applied] = (await db.migrate.latest({ migrationSource })) as [number, string[]];
    await storeChecksums(db);
    await then(db);
    return applied;
  });
}

const appliedMigrations = (db: Knex): Promise<string[]> => db('knex_migrations').pluck('name');

/** The names of the migrations that this build needs and the database lacks. */
export async function missingMigrations(db: Knex): Promise<string[]> {
  const applied = await appliedMigrations(db);
  return migrations.map(({ name }) => name).filter((name) => !applied.includes(name));
}

/** The names of the migrations that the database has and this build does not know: those of a newer build. */
export async function newerMigrations(db: Knex): Promise<string[]> {
  const known = migrations.map(({ name }) => name);
  return (await appliedMigrations(db)).filter((name) => !known.includes(name)).sort();
}

async function refuseOtherLine(db: Knex, newer: readonly string[]): Promise<void> {
  const missing = await missingMigrations(db);
  if (missing.length === 0) return;
  throw new MigrationError(
    `the database has ${newer.join(', ')}, which this build does not know, and lacks ${missing.join(', ')}: ` +
      'build from a commit that has all of them',
  );
}

/** A migration that is edited after it ran has other tables than the databases in which it ran before. */
async function refuseEdited(db: Knex): Promise<void> {
  if (!(await db.schema.hasColumn('knex_migrations', 'checksum'))) return;
  const rows = await db('knex_migrations').whereNotNull('checksum').select<{ name: string; checksum: string }[]>();
  const stored = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  for (const migration of migrations) {
    const { name } = migration;
    if (!stored.has(name) || stored.get(name) === (await checksumOf(migration))) continue;
    throw new MigrationError(
      `the migration ${name} was edited after it ran in this database: take the edit back, and write it as a new migration`,
    );
  }
}

async function storeChecksums(db: Knex): Promise<void> {
  if (!(await db.schema.hasColumn('knex_migrations', 'checksum'))) {
    await db.schema.alterTable('knex_migrations', (table) => table.text('checksum'));
  }
  for (const migration of migrations) {
    const row = db('knex_migrations').where({ name: migration.name }).whereNull('checksum');
    await row.update({ checksum: await checksumOf(migration) });
  }
}
