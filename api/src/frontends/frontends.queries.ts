import type { Knex } from 'knex';
import type { ReleaseMemory } from './followed-origins.ts';

/** Where the replicas of the API keep the last good release of each slice for each other, and for after a restart. */
export const releaseMemory = (db: Knex): ReleaseMemory => ({
  async load() {
    const rows = await db('followed_releases').select<{ slice: string; text: string }[]>(
      'slice',
      db.raw('release::text as text'),
    );
    return new Map(rows.map(({ slice, text }) => [slice, text]));
  },
  async save(release) {
    await db('followed_releases')
      .insert({ slice: release.name, release: JSON.stringify(release) })
      .onConflict('slice')
      .merge({ release: JSON.stringify(release), adopted_at: db.fn.now() });
  },
});
