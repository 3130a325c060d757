import type { Knex } from 'knex';

export const name = '022-mails-en-echec';

/** Why the last attempt to send a mail failed, so that staff sees which mails do not leave. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    alter table mails_commande add column erreur text, add column cree_le timestamptz not null default now();
    create index mails_en_echec on mails_commande (commande_id) where envoye_le is null and erreur is not null;
  `);
}
