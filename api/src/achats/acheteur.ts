import { GUEST_COOKIE } from '@boutique/contracts/comptes';
import type { Context } from 'koa';
import type { Database } from '../platform/db/database.ts';
import { accountOf } from '../platform/http/caller.ts';
import { cookieDigests, setTokenCookie } from '../platform/http/token-cookies.ts';
import { digestOf, newToken } from '../platform/tokens.ts';
import * as queries from './acheteurs.queries.ts';

const GUEST_COOKIE_DAYS = 180;

/** Counts a new guest from a client address. @throws ProblemError `trop-de-tentatives` */
export type LimitNewGuests = (db: Database, ip: string) => Promise<void>;

/**
 * The id of the account's or guest's acheteur; undefined before the first product in a cart or among the favourites.
 */
export async function acheteurOf(db: Database, ctx: Context): Promise<string | undefined> {
  const compte = await accountOf(ctx);
  return compte ? queries.findCompteAcheteur(db, compte.id) : guestOf(db, ctx);
}

/**
 * Like `acheteurOf`, but creates the acheteur if needed, and gives a guest the cookie. Only tokens that were given count:
 * somebody else may have planted the cookie.
 */
export async function ensureAcheteur(db: Database, ctx: Context, limitNew: LimitNewGuests): Promise<string> {
  const compte = await accountOf(ctx);
  if (compte) return queries.ensureCompteAcheteur(db, compte.id);
  const known = await queries.touchGuest(db, cookieDigests(ctx, GUEST_COOKIE));
  return known ?? createGuest(db, ctx, limitNew);
}

async function createGuest(db: Database, ctx: Context, limitNew: LimitNewGuests): Promise<string> {
  await limitNew(db, ctx.ip);
  const token = newToken();
  const id = await queries.createGuest(db, digestOf(token));
  giveGuestToken(ctx, token);
  return id;
}

/** The acheteur id of this browser's guest, also while an account is signed in. */
export const guestOf = (db: Database, ctx: Context): Promise<string | undefined> =>
  queries.findGuest(db, cookieDigests(ctx, GUEST_COOKIE));

/** An acheteur who orders. */
export interface Orderer {
  id: string;
  isGuest: boolean;
  /**
   * The guest came with the token of before an order, whose answer did not arrive: it serves to repeat the request of that
   * order, and for nothing else.
   */
  isFormer: boolean;
}

export async function ordererOf(db: Database, ctx: Context, limitNew: LimitNewGuests): Promise<Orderer> {
  if (await accountOf(ctx)) return { id: await ensureAcheteur(db, ctx, limitNew), isGuest: false, isFormer: false };
  const tokens = cookieDigests(ctx, GUEST_COOKIE);
  const known = await queries.touchGuest(db, tokens);
  if (known) return { id: known, isGuest: true, isFormer: false };
  // asked for second: an order that ends in between makes the present token the one of before
  const former = await queries.findGuestBefore(db, tokens);
  return { id: former ?? (await createGuest(db, ctx, limitNew)), isGuest: true, isFormer: former !== undefined };
}

export const giveGuestToken = (ctx: Context, token: string): void =>
  setTokenCookie(ctx, GUEST_COOKIE, token, GUEST_COOKIE_DAYS);
