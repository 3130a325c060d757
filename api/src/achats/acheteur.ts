import { GUEST_COOKIE } from '@boutique/contracts/comptes';
import type { Context } from 'koa';
import type { Database } from '../platform/db/database.ts';
import { accountOf } from '../platform/http/caller.ts';
import { cookieDigest, setTokenCookie } from '../platform/http/token-cookies.ts';
import { digestOf, newToken } from '../platform/tokens.ts';
import { type AcheteurKey, ensureAcheteurId, findAcheteurId } from './acheteurs.queries.ts';

const GUEST_COOKIE_DAYS = 180;

async function keyOf(ctx: Context): Promise<AcheteurKey | null> {
  const compte = await accountOf(ctx);
  if (compte) return { utilisateur_id: compte.id };
  const guest = cookieDigest(ctx, GUEST_COOKIE);
  return guest && { visiteur_sha256: guest };
}

/**
 * The id of the account's or guest's acheteur; undefined before the first product in a cart or among the favourites.
 */
export async function acheteurOf(db: Database, ctx: Context): Promise<string | undefined> {
  const key = await keyOf(ctx);
  return key ? findAcheteurId(db, key) : undefined;
}

/** Like `acheteurOf`, but creates the acheteur if needed, and gives a guest the cookie. */
export async function ensureAcheteur(db: Database, ctx: Context): Promise<string> {
  const known = await keyOf(ctx);
  if (known) return ensureAcheteurId(db, known);
  const token = newToken();
  const id = await ensureAcheteurId(db, { visiteur_sha256: digestOf(token) });
  setTokenCookie(ctx, GUEST_COOKIE, token, GUEST_COOKIE_DAYS);
  return id;
}

/** The acheteur id of this browser's guest, also while an account is signed in. */
export async function guestOf(db: Database, ctx: Context): Promise<string | undefined> {
  const guest = cookieDigest(ctx, GUEST_COOKIE);
  return guest ? findAcheteurId(db, { visiteur_sha256: guest }) : undefined;
}
