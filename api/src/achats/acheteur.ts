import type { Context } from 'koa';
import type { Database } from '../platform/db/database.ts';
import { accountOf } from '../platform/http/caller.ts';
import { cookieDigest, setTokenCookie } from '../platform/http/token-cookies.ts';
import { digestOf, newToken } from '../platform/tokens.ts';
import { type AcheteurKey, ensureAcheteurId, findAcheteurId } from './acheteurs.queries.ts';

/** The cookie by which a guest's browser is known again. */
const COOKIE = 'visiteur';
const COOKIE_DAYS = 180;

async function keyOf(ctx: Context): Promise<AcheteurKey | null> {
  const compte = await accountOf(ctx);
  if (compte) return { utilisateur_id: compte.id };
  const visiteur = cookieDigest(ctx, COOKIE);
  return visiteur && { visiteur_sha256: visiteur };
}

/** The id of who buys with this browser; undefined for one who has not put anything aside yet. */
export async function acheteurOf(db: Database, ctx: Context): Promise<string | undefined> {
  const key = await keyOf(ctx);
  return key ? findAcheteurId(db, key) : undefined;
}

/** The same for who is about to: a guest gets his cookie. */
export async function ensureAcheteur(db: Database, ctx: Context): Promise<string> {
  const known = await keyOf(ctx);
  if (known) return ensureAcheteurId(db, known);
  const token = newToken();
  const id = await ensureAcheteurId(db, { visiteur_sha256: digestOf(token) });
  setTokenCookie(ctx, COOKIE, token, COOKIE_DAYS);
  return id;
}

/** The id of the guest that this browser was, also while somebody is signed in. */
export async function guestOf(db: Database, ctx: Context): Promise<string | undefined> {
  const visiteur = cookieDigest(ctx, COOKIE);
  return visiteur ? findAcheteurId(db, { visiteur_sha256: visiteur }) : undefined;
}
