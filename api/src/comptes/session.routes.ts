import { SESSION_COOKIE, sessionRoutes } from '@boutique/contracts/comptes';
import type { Router } from '@koa/router';
import type { Database } from '../platform/db/database.ts';
import { bind } from '../platform/http/bind.ts';
import { cookieDigest } from '../platform/http/token-cookies.ts';
import { signedInOf, visitorOf } from '../platform/http/visitor.ts';
import { browserOf, clearSessionCookie, giveTokens } from './browser.ts';
import { readCompte } from './comptes.queries.ts';
import { deleteSession, deleteSessions } from './session.queries.ts';
import type { SessionService } from './session.service.ts';

export function mountSession(router: Router, db: Database, service: SessionService): void {
  bind(router, sessionRoutes.create, async ({ body }, ctx) => {
    const { compte, tokens } = await service.signIn(body, await browserOf(db, ctx));
    giveTokens(ctx, tokens);
    return { compte };
  });
  bind(router, sessionRoutes.read, async (_input, ctx) => {
    const visitor = await visitorOf(ctx);
    return { compte: visitor && (await readCompte(db, visitor.id)) };
  });
  bind(router, sessionRoutes.delete, async (_input, ctx) => {
    const jeton = cookieDigest(ctx, SESSION_COOKIE);
    if (!jeton) return undefined;
    await deleteSession(db, jeton);
    clearSessionCookie(ctx);
    return undefined;
  });
  bind(router, sessionRoutes.deleteAll, async (_input, ctx) => {
    await deleteSessions(db, (await signedInOf(ctx)).id);
    clearSessionCookie(ctx);
    return undefined;
  });
}
