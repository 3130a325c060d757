import type { Knex } from 'knex';
import type { SignedIn } from '../platform/http/visitor.ts';

/** A session ends so long after its last use, and so long after its start. */
const IDLE = '14 days';
const ABSOLUTE = '90 days';
/** How exact the time of last use is: one write per session and hour, not per request. */
const TOUCH_AFTER = '1 hour';

/** The active account behind a live session; notes, now and then, that it was used. */
export async function useSession(db: Knex, jeton: Buffer): Promise<SignedIn | undefined> {
  const row = await db('sessions as s')
    .join('utilisateurs as u', 'u.id', 's.utilisateur_id')
    .where({ 's.jeton_sha256': jeton, 'u.actif': true })
    .whereRaw(`s.vue_le > now() - interval '${IDLE}' and s.cree_le > now() - interval '${ABSOLUTE}'`)
    .first('u.id', 'u.nom', 'u.role', db.raw(`s.vue_le < now() - interval '${TOUCH_AFTER}' as ancienne`));
  if (!row) return undefined;
  const { ancienne, ...signedIn } = row;
  if (ancienne) await db('sessions').where({ jeton_sha256: jeton }).update({ vue_le: db.fn.now() });
  return signedIn;
}

export async function createSession(db: Knex, jeton: Buffer, utilisateurId: string): Promise<void> {
  await db('sessions').insert({ jeton_sha256: jeton, utilisateur_id: utilisateurId });
}

export async function deleteSession(db: Knex, jeton: Buffer): Promise<void> {
  await db('sessions').where({ jeton_sha256: jeton }).delete();
}

/** Ends every session of an account. */
export async function deleteSessions(db: Knex, utilisateurId: string): Promise<void> {
  await db('sessions').where({ utilisateur_id: utilisateurId }).delete();
}
