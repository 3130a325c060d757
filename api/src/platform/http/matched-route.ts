import type { Context } from 'koa';

/** The template of the route that answers, `/api/produits/:id`; undefined for an address that no route has. */
export function matchedRoute(ctx: Context): string | undefined {
  const { _matchedRoute: route } = ctx as { _matchedRoute?: string | RegExp };
  return route === undefined ? undefined : String(route);
}
