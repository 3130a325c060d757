import { SESSION_COOKIE } from '@boutique/contracts/comptes';
import type { Knex } from 'knex';
import type { Context } from 'koa';
import { guestOf } from '../achats/acheteur.ts';
import { mergeGuest } from '../achats/acheteurs.queries.ts';
import type { Database } from '../platform/db/database.ts';
import type { Identify } from '../platform/http/caller.ts';
import { cookieDigests, setTokenCookie } from '../platform/http/token-cookies.ts';
import { digestOf, newToken } from '../platform/tokens.ts';
import { createSession, deleteSessionsOf, rememberDevice, useSession } from './session.queries.ts';

/** The cookie of a browser that has signed in before. It gives no access, only a count of attempts of its own. */
const DEVICE_COOKIE = 'appareil';
const DEVICE_DAYS = 365;
const SESSION_DAYS = 90;

/** The data of a browser that signs in: digests of its tokens, and its guest. */
export interface Browser {
  ip: string;
  session: readonly Buffer[];
  appareil: readonly Buffer[];
  guestId: string | undefined;
}

/** The new tokens for a browser. */
export interface BrowserTokens {
  session?: string;
  appareil?: string;
}

export const browserOf = async (db: Database, ctx: Context): Promise<Browser> => ({
  ip: ctx.ip,
  session: cookieDigests(ctx, SESSION_COOKIE),
  appareil: cookieDigests(ctx, DEVICE_COOKIE),
  guestId: await guestOf(db, ctx),
});

/** Signs the browser in: the guest's cart and favourites join the account's, and an earlier session ends. */
export async function openSession(trx: Knex, browser: Browser, utilisateurId: string): Promise<BrowserTokens> {
  if (browser.guestId) await mergeGuest(trx, browser.guestId, utilisateurId);
  const device = await knowBrowser(trx, browser, utilisateurId);
  return { ...(await rotateSession(trx, browser.session, utilisateurId)), ...device };
}

/** Makes the browser one that the account knows: it has attempts to sign in of its own, and no access. */
export async function knowBrowser(trx: Knex, browser: Browser, utilisateurId: string): Promise<BrowserTokens> {
  const appareil = newToken();
  await rememberDevice(trx, { previous: browser.appareil, appareil: digestOf(appareil), utilisateurId });
  return { appareil };
}

/** Replaces the session and its token, so that a stolen or planted token becomes useless. */
export async function rotateSession(
  trx: Knex,
  previous: readonly Buffer[],
  utilisateurId: string,
): Promise<BrowserTokens> {
  await deleteSessionsOf(trx, previous);
  const session = newToken();
  await createSession(trx, digestOf(session), utilisateurId);
  return { session };
}

/** Sets the cookies. Call it after the commit. */
export function giveTokens(ctx: Context, { session, appareil }: BrowserTokens): void {
  if (session) setTokenCookie(ctx, SESSION_COOKIE, session, SESSION_DAYS);
  if (appareil) setTokenCookie(ctx, DEVICE_COOKIE, appareil, DEVICE_DAYS);
}

export const clearSessionCookie = (ctx: Context): void => setTokenCookie(ctx, SESSION_COOKIE, null, 0);

/** Reads the session cookie. */
export const identifyBySession =
  (db: Database): Identify =>
  async (ctx) =>
    (await useSession(db, cookieDigests(ctx, SESSION_COOKIE))) ?? null;
