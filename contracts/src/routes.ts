import { frontendsRoutes } from './frontends.ts';
import { infoRoutes } from './info.ts';
import { mesuresRoutes } from './mesures.ts';
import { produitsRoutes } from './produits.ts';
import type { RouteContract } from './route.ts';
import { utilisateursRoutes } from './utilisateurs.ts';

/** Every JSON route of the API: the source of openapi.json, of the client's types and of the contract suite. */
export const routes = {
  produits: produitsRoutes,
  utilisateurs: utilisateursRoutes,
  info: infoRoutes,
  frontends: frontendsRoutes,
  mesures: mesuresRoutes,
};

type Resources = typeof routes;
type AnyRoute = { [R in keyof Resources]: Resources[R][keyof Resources[R]] }[keyof Resources];

/** `'get /api/produits'` -> its contract. */
export type RoutesByKey = { [R in AnyRoute as `${R['method']} ${R['path']}`]: R };
export type RouteKey = keyof RoutesByKey;

export const allRoutes: readonly RouteContract[] = Object.values(routes).flatMap((resource) => Object.values(resource));
