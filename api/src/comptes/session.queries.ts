import type { Knex } from 'knex';
import { expired } from '../platform/cleanup.ts';
import type { SignedIn } from '../platform/http/caller.ts';

/** A session ends after IDLE without use, and after ABSOLUTE in any case. */
const IDLE = '14 days';
const ABSOLUTE = '90 days';

export const sessionCleanup = [
  expired('sessions', `vue_le < now() - interval '${IDLE}' or cree_le < now() - interval '${ABSOLUTE}'`),
  expired('appareils', "vu_le < now() - interval '1 year'"),
];

/** The precision of the time of last use: one write per session and hour, not per request. */
const TOUCH_AFTER = '1 hour';
/** The number of sessions that an account has at one time. */
const MAX_SESSIONS = 100;
/** The number of browsers that an account remembers. */
const MAX_APPAREILS = 10;

/** The active account of the session that is valid; of several always the same one. Records the time of use once an hour. */
export async function useSession(db: Knex, jetons: readonly Buffer[]): Promise<SignedIn | undefined> {
  if (jetons.length === 0) return undefined;
  const row = await db('sessions as s')
    .join('utilisateurs as u', 'u.id', 's.utilisateur_id')
    .where({ 'u.actif': true })
    .whereIn('s.jeton_sha256', jetons)
    .whereRaw(`s.vue_le > now() - interval '${IDLE}' and s.cree_le > now() - interval '${ABSOLUTE}'`)
    .orderBy('s.jeton_sha256')
    .first(
      'u.id',
      'u.nom',
      'u.role',
      's.jeton_sha256 as jeton',
      db.raw(`s.vue_le < now() - interval '${TOUCH_AFTER}' as ancienne`),
    );
  if (!row) return undefined;
  const { ancienne, jeton, ...signedIn } = row;
  if (ancienne) await db('sessions').where({ jeton_sha256: jeton }).update({ vue_le: db.fn.now() });
  return signedIn;
}

/** Creates a session. An account keeps only its most recent ones. */
export async function createSession(db: Knex, jeton: Buffer, utilisateurId: string): Promise<void> {
  await db('sessions').insert({ jeton_sha256: jeton, utilisateur_id: utilisateurId });
  const older = db('sessions').where({ utilisateur_id: utilisateurId }).orderBy('vue_le', 'desc').offset(MAX_SESSIONS);
  await db('sessions').whereIn('jeton_sha256', older.select('jeton_sha256')).delete();
}

export async function deleteSessionsOf(db: Knex, jetons: readonly Buffer[]): Promise<void> {
  await db('sessions').whereIn('jeton_sha256', jetons).delete();
}

/** Ends every session of an account. */
export async function deleteSessions(db: Knex, utilisateurId: string): Promise<void> {
  await db('sessions').where({ utilisateur_id: utilisateurId }).delete();
}

/** Forgets every browser that has signed in to an account. */
export async function deleteDevices(db: Knex, utilisateurId: string): Promise<void> {
  await db('appareils').where({ utilisateur_id: utilisateurId }).delete();
}

/** The token with which a browser has signed in to the account before; undefined when it never did. */
export async function findKnownDevice(
  db: Knex,
  appareils: readonly Buffer[],
  utilisateurId: string,
): Promise<Buffer | undefined> {
  const row = await db('appareils')
    .where({ utilisateur_id: utilisateurId })
    .whereIn('jeton_sha256', appareils)
    .first('jeton_sha256');
  return row?.jeton_sha256;
}

/**
 * Records that a browser signed in to an account. The browser's new token replaces the previous one for all its
 * accounts, so that a planted token becomes useless. An account keeps only its most recent browsers.
 */
export async function rememberDevice(
  trx: Knex,
  { previous, appareil, utilisateurId }: { previous: readonly Buffer[]; appareil: Buffer; utilisateurId: string },
): Promise<void> {
  // of several tokens, one of another host may be planted
  const known = await trx('appareils').whereIn('jeton_sha256', previous).distinct('jeton_sha256');
  if (known.length === 1) await trx('appareils').where(known[0]).update({ jeton_sha256: appareil });
  await trx('appareils')
    .insert({ jeton_sha256: appareil, utilisateur_id: utilisateurId })
    .onConflict(['jeton_sha256', 'utilisateur_id'])
    .merge({ vu_le: trx.fn.now() });
  await trx('appareils')
    .where({ utilisateur_id: utilisateurId })
    .whereNotIn(
      'jeton_sha256',
      trx('appareils')
        .where({ utilisateur_id: utilisateurId })
        .orderBy('vu_le', 'desc')
        .limit(MAX_APPAREILS)
        .select('jeton_sha256'),
    )
    .delete();
}
