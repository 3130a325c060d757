import type { Knex } from 'knex';

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
  ['release_clients', "seen_at < now() - interval '2 days'"],
  ['idempotence', "cree_le < now() - interval '48 hours'"],
];

const BATCH = 1_000;
/** Any number, as long as nothing else in this database locks by it. */
const LOCK = 5_000_433;

/** One batch of a table that a condition alone cannot name. @returns how many rows it has deleted */
export type DeleteBatch = (trx: Knex) => Promise<number>;

/**
 * Deletes what is out of date, by the rules above and then by those of the rooms, each once: they read whole tables.
 * @returns how many rows of each table, none while another replica does it
 */
export async function deleteExpired(
  db: Knex,
  others: Readonly<Record<string, DeleteBatch>> = {},
): Promise<Record<string, number>> {
  const deleted: Record<string, number> = {};
  const count = (table: string, rows: number) => {
    if (rows > 0) deleted[table] = (deleted[table] ?? 0) + rows;
    return rows;
  };
  for (const [table, condition] of rules) {
    // a batch is a transaction: short locks, and what was done stays done
    while (count(table, await alone(db, (trx) => deleteBatch(trx, table, condition))) === BATCH);
  }
  for (const [table, batch] of Object.entries(others)) count(table, await alone(db, batch));
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
