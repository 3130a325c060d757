import type { Knex } from 'knex';
import { expired } from '../platform/cleanup.ts';

// a day is longer than any window
export const attemptsCleanup = [expired('tentatives', "debut < now() - interval '1 day'")];

/** A counter of attempts: its key, and the maximum within one window of time. */
export interface Bucket {
  cle: string;
  max: number;
  windowSeconds: number;
}

/** Counts one attempt. @returns 0, or the seconds until the window ends when there were too many. */
export async function countAttempt(db: Knex, { cle, max, windowSeconds }: Bucket): Promise<number> {
  const { rows } = await db.raw<{ rows: [{ nombre: number; attente: number }] }>(
    `insert into tentatives as t (cle, nombre, debut) values (?, 1, now())
     on conflict (cle) do update set
       nombre = case when t.debut <= now() - make_interval(secs => ?) then 1 else t.nombre + 1 end,
       debut = case when t.debut <= now() - make_interval(secs => ?) then now() else t.debut end
     returning nombre, ceil(extract(epoch from debut - now()) + ?)::int as attente`,
    [cle, windowSeconds, windowSeconds, windowSeconds],
  );
  const [{ nombre, attente }] = rows;
  return nombre > max ? Math.max(1, attente) : 0;
}

/** Takes one attempt back. */
export async function uncountAttempt(db: Knex, cle: string): Promise<void> {
  await db('tentatives').where({ cle }).where('nombre', '>', 0).decrement('nombre', 1);
}

export async function clearAttempts(db: Knex, cle: string): Promise<void> {
  await db('tentatives').where({ cle }).delete();
}
