import { compteRoutes, SESSION_COOKIE } from '@boutique/contracts/comptes';
import type { Router } from '@koa/router';
import type { Database } from '../platform/db/database.ts';
import { bind } from '../platform/http/bind.ts';
import { negotiateLangue } from '../platform/http/langue.ts';
import { cookieDigest } from '../platform/http/token-cookies.ts';
import { signedInOf } from '../platform/http/visitor.ts';
import { browserOf, clearSessionCookie, giveTokens } from './browser.ts';
import type { ComptesService } from './comptes.service.ts';

export function mountComptes(router: Router, db: Database, service: ComptesService): void {
  bind(router, compteRoutes.create, async ({ body }, ctx) => {
    const browser = await browserOf(db, ctx);
    const { compte, tokens } = await service.signUp(body, browser, negotiateLangue(ctx, undefined));
    giveTokens(ctx, tokens);
    return { compte };
  });
  bind(router, compteRoutes.update, async ({ body }, ctx) => service.update((await signedInOf(ctx)).id, body));
  bind(router, compteRoutes.delete, async (_input, ctx) => {
    await service.delete((await signedInOf(ctx)).id);
    clearSessionCookie(ctx);
    return undefined;
  });
  bind(router, compteRoutes.changePassword, async ({ body }, ctx) => {
    const tokens = await service.changePassword(await signedInOf(ctx), body, cookieDigest(ctx, SESSION_COOKIE));
    giveTokens(ctx, tokens);
    return undefined;
  });
  bind(router, compteRoutes.export, async (_input, ctx) => {
    const exported = await service.export((await signedInOf(ctx)).id);
    ctx.set('Content-Disposition', `attachment; filename="boutique-${exported.exporteLe.slice(0, 10)}.json"`);
    return exported;
  });
}
