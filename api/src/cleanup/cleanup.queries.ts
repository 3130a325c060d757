import type { Knex } from 'knex';
import { deleteOrphanImages } from '../images/images.queries.ts';

/** What nobody will ask for again, by table. */
const rules: readonly [table: string, condition: string][] = [
  // as long as a session can last, see session.queries.ts
  ['sessions', "vue_le < now() - interval '14 days' or cree_le < now() - interval '90 days'"],
  // longer than any window
  ['tentatives', "debut < now() - interval '1 day'"],
  ['verifications', "cree_le < now() - interval '24 hours'"],
  ['appareils', "vu_le < now() - interval '1 year'"],
  [
    'acheteurs',
    `utilisateur_id is null and vu_le < now() - interval '180 days'
     and not exists (select 1 from commandes c where c.acheteur_id = acheteurs.id)`,
  ],
  ['incidents', "at < now() - interval '30 days'"],
  ['release_visitors', "seen_at < now() - interval '2 days'"],
  ['shell_releases', "seen_at < now() - interval '30 days'"],
  ['idempotence', "cree_le < now() - interval '48 hours'"],
];

const BATCH = 1_000;
/** Any number, as long as nothing else in this database locks by it. */
const LOCK = 5_000_433;

/** Deletes what is out of date. @returns how many rows of each table, none when another replica is at it */
export async function deleteExpired(db: Knex): Promise<Record<string, number>> {
  const deleted: Record<string, number> = {};
  const count = (table: string, rows: number) => {
    if (rows > 0) deleted[table] = (deleted[table] ?? 0) + rows;
    return rows;
  };
  for (const [table, condition] of rules) {
    // a batch is a transaction: short locks, and what was done stays done
    while (count(table, await alone(db, (trx) => deleteBatch(trx, table, condition))) === BATCH);
  }
  // last and once: it reads every product
  count('images', await alone(db, deleteOrphanImages));
  return deleted;
}

/** Does one batch, unless another replica is at it. */
function alone(db: Knex, batch: (trx: Knex) => Promise<number>): Promise<number> {
  return db.transaction(async (trx): Promise<number> => {
    const { rows } = await trx.raw<{ rows: [{ mine: boolean }] }>('select pg_try_advisory_xact_lock(?) as mine', [
      LOCK,
    ]);
    return rows[0].mine ? batch(trx) : 0;
  });
}

async function deleteBatch(trx: Knex, table: string, condition: string): Promise<number> {
  return trx<object>(table)
    .whereRaw(`ctid in (select ctid from ${table} where ${condition} limit ${BATCH} for update skip locked)`)
    .delete();
}
