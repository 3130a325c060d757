import type { Knex } from 'knex';

export const name = '020-release-measures';

/** What browsers report on releases, over time; and since when a failure is known. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create table release_measures (
      release_id uuid not null references releases on delete cascade,
      -- loads and failures are counted by minute, vitals by day
      measure text not null check (measure in ('loads', 'failures', 'LCP', 'INP', 'CLS')),
      at timestamptz(0) not null,
      -- of a vital: the range that its value is in; else 0
      bucket smallint not null,
      count int not null,
      primary key (release_id, measure, at, bucket)
    );

    alter table incidents add column first_at timestamptz(3) not null default now();
    update incidents set first_at = at;

    create index release_history_of_a_version on release_history (slice, version, id);
  `);
}
