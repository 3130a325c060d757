import { parseArgs } from 'node:util';
import pg from 'pg';
import { ConfigError, readMigrationConfig } from './config.ts';
import { BackupError, restoreBackup, writeBackup } from './schema/backup.ts';

/**
 * `node src/backup.ts > shop.sql.gz` writes all rows of the database at DATABASE_URL as of one moment;
 * `node src/backup.ts --restore < shop.sql.gz` puts them back, in place of those that are there. The tables are those of
 * the migrations, which have to run first. Needs the owner of the database.
 */
const { values } = parseArgs({ options: { restore: { type: 'boolean', default: false } } });
try {
  const client = new pg.Client({
    connectionString: readMigrationConfig(process.env).databaseUrl,
    application_name: 'boutique-backup',
  });
  await client.connect();
  try {
    if (values.restore) await restoreBackup(client, process.stdin);
    else await writeBackup(client, process.stdout);
    console.error(values.restore ? 'Restored.' : 'Saved.');
  } finally {
    await client.end();
  }
} catch (error) {
  const isExpected = error instanceof ConfigError || error instanceof BackupError;
  console.error(`Cannot ${values.restore ? 'restore' : 'save'}: ${isExpected ? error.message : error}`);
  process.exitCode = 1;
}
