import { SESSION_COOKIE } from '@boutique/contracts/comptes';
import type { Context } from 'koa';
import type { Database } from '../platform/db/database.ts';
import { cookieDigest, digestOf, newToken, setTokenCookie } from '../platform/http/tokens.ts';
import type { Identify } from '../platform/http/visitor.ts';
import { createSession, deleteSession, useSession } from './session.queries.ts';

const COOKIE_DAYS = 90;

/** Reads the session cookie. */
export const identifyBySession =
  (db: Database): Identify =>
  async (ctx) => {
    const jeton = cookieDigest(ctx, SESSION_COOKIE);
    return (jeton && (await useSession(db, jeton))) ?? null;
  };

/** Starts a session for this browser. One that it had ends: a token that somebody planted is worth nothing. */
export async function openSession(db: Database, ctx: Context, utilisateurId: string): Promise<void> {
  const previous = cookieDigest(ctx, SESSION_COOKIE);
  const token = newToken();
  if (previous) await deleteSession(db, previous);
  await createSession(db, digestOf(token), utilisateurId);
  setTokenCookie(ctx, SESSION_COOKIE, token, COOKIE_DAYS);
}

export async function closeSession(db: Database, ctx: Context): Promise<void> {
  const jeton = cookieDigest(ctx, SESSION_COOKIE);
  if (!jeton) return;
  await deleteSession(db, jeton);
  setTokenCookie(ctx, SESSION_COOKIE, null, 0);
}
