import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { isDatabaseUnavailable } from './database.ts';

/** Tries until the database answers. @throws what it last failed with, after `seconds` */
export async function waitForDatabase(db: Knex, seconds: number): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  let told = false;
  for (;;) {
    try {
      await db.raw('select 1');
      return;
    } catch (error) {
      if (!isDatabaseUnavailable(error) || Date.now() >= deadline) throw error;
      if (!told)
        console.log(`Waiting up to ${seconds} s for the database (${(error as Error).message || 'no answer'})`);
      told = true;
      await sleep(500);
    }
  }
}
