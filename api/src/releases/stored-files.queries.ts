import type { PackedRelease } from '@boutique/release/check-files';
import type { Knex } from 'knex';

/**
 * An arbitrary number that no other lock of this database uses. Writers of files share this lock, the cleanup takes it
 * exclusively, so that it deletes no content that a new release is about to use.
 */
const LOCK = 5_000_434;
/** The number of releases per slice, most recently in service, that keep their files: the targets of a rollback. */
const KEPT = 10;
/** Rows of one INSERT: 1 000 files take two parameters each, and PostgreSQL allows 65 535. */
const ROWS = 500;

const digestOf = (integrity: string): Buffer => Buffer.from(integrity.slice('sha384-'.length), 'base64');

/** The integrities among these whose content is stored already. */
export async function findStored(db: Knex, integrities: readonly string[]): Promise<Set<string>> {
  const digests = new Map(integrities.map((integrity) => [digestOf(integrity).toString('hex'), integrity]));
  const found: Set<string> = new Set();
  const names = [...digests.keys()];
  for (let start = 0; start < names.length; start += ROWS) {
    const rows = await db('release_contents')
      .whereIn(
        'sha384',
        names.slice(start, start + ROWS).map((hex) => Buffer.from(hex, 'hex')),
      )
      .pluck<Buffer[]>('sha384');
    for (const digest of rows) found.add(digests.get(digest.toString('hex')) as string);
  }
  return found;
}

/**
 * Stores the files of a registered release; a content that several releases share is stored once. A file that is left out
 * must be stored already, or a foreign key ends the transaction.
 */
export async function storeFiles(trx: Knex, releaseId: string, { release, files }: PackedRelease): Promise<void> {
  await trx.raw('select pg_advisory_xact_lock_shared(?)', [LOCK]);
  const contents = new Map(
    Object.entries(release.files).map(([file, { integrity }]) => [
      digestOf(integrity).toString('hex'),
      files.get(file),
    ]),
  );
  // always in the same order, so that two publications of the same files cannot deadlock
  const digests = [...contents.keys()].sort();
  for (let start = 0; start < digests.length; start += ROWS) {
    const batch = digests.slice(start, start + ROWS);
    const sent = batch.flatMap((hex) => {
      const content = contents.get(hex);
      return content ? [{ sha384: Buffer.from(hex, 'hex'), content }] : [];
    });
    if (sent.length > 0) await trx('release_contents').insert(sent).onConflict('sha384').ignore();
    await trx('release_files')
      .insert(batch.map((hex) => ({ release_id: releaseId, sha384: Buffer.from(hex, 'hex') })))
      .onConflict(['release_id', 'sha384'])
      .ignore();
  }
}

export async function findContent(db: Knex, digest: Buffer): Promise<Buffer | undefined> {
  const row = await db('release_contents').where({ sha384: digest }).first<{ content: Buffer }>('content');
  return row?.content;
}

/** Reads files. @returns their contents by integrity */
export async function readFiles(db: Knex, integrities: readonly string[]): Promise<Map<string, Buffer>> {
  const digests = [...new Set(integrities)].map((integrity) => digestOf(integrity));
  const rows = await db('release_contents').whereIn('sha384', digests).select<{ sha384: Buffer; content: Buffer }[]>();
  return new Map(rows.map(({ sha384, content }) => [`sha384-${sha384.toString('base64')}`, content]));
}

/**
 * Drops the files of releases that are out of service, are no rollback targets and are older than a week; then the
 * contents that no release uses any more.
 * @returns how many contents were deleted
 */
export async function deleteUnusedFiles(trx: Knex): Promise<number> {
  await trx.raw('select pg_advisory_xact_lock(?)', [LOCK]);
  await trx.raw(
    `with dropped as (
       update releases r set stored = false
       where r.stored and r.state not in ('active', 'canary')
         and greatest(r.registered_at, r.served_at) < now() - interval '7 days'
         and r.id not in (
           select k.id from slices s cross join lateral (
             select id from releases where slice = s.name and stored and served_at is not null
             order by served_at desc limit ${KEPT}
           ) k
         )
       returning r.id
     )
     delete from release_files f using dropped d where f.release_id = d.id`,
  );
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `delete from release_contents c where not exists (select 1 from release_files f where f.sha384 = c.sha384)`,
  );
  return rowCount;
}
