import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ConfigError, readMigrationConfig } from './config.ts';
import { createDatabase, type Database, isDatabaseUnavailable } from './platform/db/database.ts';
import { setShellDeployToken } from './releases/deploy-tokens.queries.ts';
import { grantApiRole } from './schema/api-role.ts';
import { MigrationError, migrate, newerMigrations } from './schema/migrations.ts';
import { setSignIns } from './schema/seed-comptes.ts';
import { seedDemo } from './schema/seed-demo.ts';
import { generateProduits, vacuumProduits } from './schema/seed-generated.ts';

/**
 * `node src/migrate.ts [--produits N]`: brings the database up to date, inserts the demo data unless SEED=none, and
 * generates products until there are N more. Prints the passwords that it has made. With API_ROLE_PASSWORD, it creates
 * a role for the server that owns nothing. Safe to run again, several times at once, and after a newer build.
 */
async function run(): Promise<void> {
  const { values } = parseArgs({ options: { produits: { type: 'string', default: '0' } } });
  const size = Number(values.produits);
  if (!Number.isInteger(size) || size < 0 || size > 10_000_000) {
    throw new ConfigError('--produits is wrong: a number from 0 to 10000000 is expected');
  }
  const config = readMigrationConfig(process.env);
  const db = createDatabase({
    url: config.databaseUrl,
    applicationName: 'boutique-migrate',
    statementTimeoutMs: 0,
    poolSize: 3,
  });
  try {
    await waitForDatabase(db, config.databaseWaitSeconds);
    let signIns: string[] = [];
    const applied = await migrate(db, async () => {
      if (config.demo) await seedDemo(db);
      signIns = await setSignIns(db, config);
      if (size > 0) await generateProduits(db, size);
      if (config.shellDeployToken) await setShellDeployToken(db, config.shellDeployToken);
      await grantApiRole(db, config.apiRolePassword);
    });
    const newer = await newerMigrations(db);
    if (newer.length > 0) {
      console.log(`The database is newer than this build: it has ${newer.join(', ')}, too. Nothing was changed.`);
      return;
    }
    if (size > 0) await vacuumProduits(db);
    console.log(applied.length > 0 ? `Applied: ${applied.join(', ')}.` : 'The database is up to date.');
    for (const line of signIns) console.log(line);
  } finally {
    await db.destroy();
  }
}

/** Tries until the database answers. @throws the last error, after `seconds` */
async function waitForDatabase(db: Database, seconds: number): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  let announced = false;
  for (;;) {
    try {
      await db.raw('select 1');
      return;
    } catch (error) {
      if (!isDatabaseUnavailable(error) || Date.now() >= deadline) throw error;
      if (!announced)
        console.log(`Waiting up to ${seconds} s for the database (${(error as Error).message || 'no answer'})`);
      announced = true;
      await sleep(500);
    }
  }
}

try {
  await run();
} catch (error) {
  const isExpected = error instanceof ConfigError || error instanceof MigrationError || isDatabaseUnavailable(error);
  if (!isExpected) throw error;
  console.error(`Cannot migrate: ${(error as Error).message}.`);
  process.exitCode = 1;
}
