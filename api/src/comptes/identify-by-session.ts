import { SESSION_COOKIE } from '@boutique/contracts/comptes';
import type { Database } from '../platform/db/database.ts';
import { cookieDigest } from '../platform/http/token-cookies.ts';
import type { Identify } from '../platform/http/visitor.ts';
import { useSession } from './session.queries.ts';

/** Reads the session cookie. */
export const identifyBySession =
  (db: Database): Identify =>
  async (ctx) => {
    const jeton = cookieDigest(ctx, SESSION_COOKIE);
    return (jeton && (await useSession(db, jeton))) ?? null;
  };
