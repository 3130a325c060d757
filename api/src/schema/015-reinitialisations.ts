import type { Knex } from 'knex';

export const name = '015-reinitialisations';

/** Links to set a new password. An account has one at most, so a new link replaces the one before. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create table reinitialisations (
      utilisateur_id uuid primary key references utilisateurs on delete cascade,
      jeton_sha256 bytea not null unique,
      cree_le timestamptz(3) not null default now()
    );
    create index reinitialisations_par_age on reinitialisations (cree_le);
  `);
}
