import { SESSION_COOKIE } from '@boutique/contracts/comptes';
import type { Knex } from 'knex';
import type { Context } from 'koa';
import { guestOf } from '../achats/acheteur.ts';
import { mergeGuest } from '../achats/acheteurs.queries.ts';
import type { Database } from '../platform/db/database.ts';
import type { Identify } from '../platform/http/caller.ts';
import { cookieDigest, setTokenCookie } from '../platform/http/token-cookies.ts';
import { digestOf, newToken } from '../platform/tokens.ts';
import { createSession, deleteSession, rememberDevice, useSession } from './session.queries.ts';

/** The cookie by which a browser that has signed in before is known: it opens nothing, it counts its own attempts. */
const DEVICE_COOKIE = 'appareil';
const DEVICE_DAYS = 365;
const SESSION_DAYS = 90;

/** What a browser brings along: digests of its tokens, and the guest that it was. */
export interface Browser {
  ip: string;
  session: Buffer | null;
  appareil: Buffer | null;
  guestId: string | undefined;
}

/** The tokens that it gets. */
export interface BrowserTokens {
  session: string;
  appareil?: string;
}

export const browserOf = async (db: Database, ctx: Context): Promise<Browser> => ({
  ip: ctx.ip,
  session: cookieDigest(ctx, SESSION_COOKIE),
  appareil: cookieDigest(ctx, DEVICE_COOKIE),
  guestId: await guestOf(db, ctx),
});

/** Signs the browser in: what it put aside as a guest becomes the account's. A session that it had ends. */
export async function openSession(trx: Knex, browser: Browser, utilisateurId: string): Promise<BrowserTokens> {
  if (browser.guestId) await mergeGuest(trx, browser.guestId, utilisateurId);
  const appareil = newToken();
  await rememberDevice(trx, { previous: browser.appareil, appareil: digestOf(appareil), utilisateurId });
  return { ...(await rotateSession(trx, browser.session, utilisateurId)), appareil };
}

/** Another token for who is signed in, or signs in: one that somebody knew or planted is worth nothing. */
export async function rotateSession(trx: Knex, previous: Buffer | null, utilisateurId: string): Promise<BrowserTokens> {
  if (previous) await deleteSession(trx, previous);
  const session = newToken();
  await createSession(trx, digestOf(session), utilisateurId);
  return { session };
}

/** To be called once what was opened is committed. */
export function giveTokens(ctx: Context, { session, appareil }: BrowserTokens): void {
  setTokenCookie(ctx, SESSION_COOKIE, session, SESSION_DAYS);
  if (appareil) setTokenCookie(ctx, DEVICE_COOKIE, appareil, DEVICE_DAYS);
}

export const clearSessionCookie = (ctx: Context): void => setTokenCookie(ctx, SESSION_COOKIE, null, 0);

/** Reads the session cookie. */
export const identifyBySession =
  (db: Database): Identify =>
  async (ctx) => {
    const jeton = cookieDigest(ctx, SESSION_COOKIE);
    return (jeton && (await useSession(db, jeton))) ?? null;
  };
