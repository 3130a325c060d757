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
  ['idempotence', "cree_le < now() - interval '48 hours'"],
];

const BATCH = 1_000;
/** Any number, as long as nothing else in this database locks by it. */
const LOCK = 5_000_433;

/** Deletes what is out of date. @returns how many rows of each table, none when another replica is at it */
export async function deleteExpired(db: Knex): Promise<Record<string, number>> {
  const deleted: Record<string, number> = {};
  for (const [table, condition] of rules) {
    // a batch is a transaction: short locks, and what was done stays done
    for (let count = BATCH; count === BATCH; ) {
      count = await deleteBatch(db, table, condition);
      if (count > 0) deleted[table] = (deleted[table] ?? 0) + count;
    }
  }
  return deleted;
}

function deleteBatch(db: Knex, table: string, condition: string): Promise<number> {
  return db.transaction(async (trx): Promise<number> => {
    const { rows } = await trx.raw<{ rows: [{ mine: boolean }] }>('select pg_try_advisory_xact_lock(?) as mine', [
      LOCK,
    ]);
    if (!rows[0].mine) return 0;
    return trx<object>(table)
      .whereRaw(`ctid in (select ctid from ${table} where ${condition} limit ${BATCH} for update skip locked)`)
      .delete();
  });
}
