import { secureCookieName } from '@boutique/contracts/comptes';
import type { Context } from 'koa';

/** Whether the browser sends a token of the API in this cookie, by its name over http or https. Only the API knows whether it is valid. */
export const hasTokenCookie = (ctx: Context, name: string): boolean =>
  [name, secureCookieName(name)].some((one) => ctx.cookies.get(one) !== undefined);
