import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

/** Sends the rows as SQL that psql can read, too: one statement a line, each COPY followed by its rows. */
const PREAMBLE = '-- Ma Boutique Répartie, migrations: ';
const END_OF_ROWS = '\\.';

export class BackupError extends Error {
  override name = 'BackupError';
}

const migrationsOf = async (client: pg.Client): Promise<string> => {
  const { rows } = await client.query<{ name: string }>('select name from knex_migrations order by name');
  return rows.map(({ name }) => name).join(' ');
};

/**
 * The tables with the shop's rows, and their columns. Not those of the migrations, which the tables come from; nor
 * unlogged ones, which a crash empties as well.
 */
async function tablesOf(client: pg.Client): Promise<{ name: string; columns: string }[]> {
  const { rows } = await client.query(`
    select c.relname as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relpersistence = 'p'
      and c.relname not like 'knex%' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname`);
  return rows;
}

/** Writes all rows as of one moment, gzipped, while the shop goes on. @returns the number of tables */
export async function writeBackup(client: pg.Client, output: Writable): Promise<number> {
  await client.query('begin isolation level repeatable read read only');
  const tables = await tablesOf(client);
  if (tables.length === 0) throw new BackupError('the database has no tables of the shop');
  async function* statements() {
    yield `${PREAMBLE}${await migrationsOf(client)}\nbegin;\nset local session_replication_role = replica;\n`;
    yield `truncate ${tables.map(({ name }) => name).join(', ')};\n`;
    for (const { name, columns } of tables) {
      yield `copy ${name} (${columns}) from stdin;\n`;
      yield* client.query(copyTo(`copy ${name} (${columns}) to stdout`));
      yield `${END_OF_ROWS}\n`;
    }
    yield 'commit;\n';
  }
  await pipeline(statements, createGzip(), output);
  await client.query('commit');
  return tables.length;
}

/**
 * Replaces all rows by those of a backup, in one transaction. Triggers and foreign keys rest meanwhile, so that the rows
 * are exactly those of the backup.
 * @throws BackupError when the tables are of other migrations, an API runs, or the file is not whole
 */
export async function restoreBackup(client: pg.Client, input: Readable): Promise<void> {
  const { rows } = await client.query(
    `select from pg_stat_activity where datname = current_database() and application_name = 'boutique-api'`,
  );
  if (rows.length > 0) throw new BackupError('an API runs on this database: stop it first');
  const lines = linesOf(input.pipe(createGunzip()).on('error', () => {}));
  const first = String((await lines.next()).value);
  const migrations = await migrationsOf(client);
  if (!first.startsWith(PREAMBLE)) throw new BackupError('this is no backup of the shop');
  if (first !== PREAMBLE + migrations) {
    throw new BackupError(
      `the backup has the tables of ${first.slice(PREAMBLE.length)}, and the database those of ${migrations}: ` +
        'restore with the build that made the backup, then migrate',
    );
  }
  let last = '';
  try {
    for await (const line of lines) {
      last = String(line);
      if (last.startsWith('copy ')) await pipeline(rowsOf(lines), client.query(copyFrom(last)));
      else await client.query(last);
    }
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
  if (last === 'commit;') await client.query('analyze');
  else throw new BackupError('the file ends too early; nothing was restored');
}

async function* rowsOf(lines: AsyncIterator<Buffer>) {
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    if (next.value.length === END_OF_ROWS.length && String(next.value) === END_OF_ROWS) return;
    yield next.value;
    yield '\n';
  }
  throw new BackupError('the file ends too early; nothing was restored');
}

/** The lines of a stream without their ends. A row with a picture or a file is one line of some megabytes. */
async function* linesOf(stream: Readable): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  for await (const chunk of chunksOf(stream)) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      yield Buffer.concat([...parts, chunk.subarray(start, end)]);
      parts = [];
      start = end + 1;
    }
    parts.push(chunk.subarray(start));
  }
}

async function* chunksOf(stream: Readable): AsyncGenerator<Buffer> {
  try {
    yield* stream;
  } catch (error) {
    throw new BackupError(`the file is not whole, or no backup of the shop (${(error as Error).message})`);
  }
}
