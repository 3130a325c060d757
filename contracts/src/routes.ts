import { administrationRoutes } from './administration.ts';
import { avisRoutes } from './avis.ts';
import { commandesRoutes, livraisonsRoutes } from './commandes.ts';
import { adressesRoutes, compteRoutes, sessionRoutes } from './comptes.ts';
import { deploymentsRoutes } from './deployments.ts';
import { favorisRoutes } from './favoris.ts';
import { frontendsRoutes } from './frontends.ts';
import { infoRoutes } from './info.ts';
import { paiementsRoutes } from './paiements.ts';
import { panierRoutes } from './panier.ts';
import { planDuSiteRoutes } from './plan-du-site.ts';
import { produitsRoutes } from './produits.ts';
import type { RouteContract } from './route.ts';
import { synonymesRoutes } from './synonymes.ts';
import { utilisateursRoutes } from './utilisateurs.ts';
import { webVitalsRoutes } from './web-vitals.ts';

/** Every JSON route of the API: the source of openapi.json, of the client's types and of the contract suite. */
export const routes = {
  produits: produitsRoutes,
  utilisateurs: utilisateursRoutes,
  session: sessionRoutes,
  compte: compteRoutes,
  adresses: adressesRoutes,
  panier: panierRoutes,
  livraisons: livraisonsRoutes,
  commandes: commandesRoutes,
  paiements: paiementsRoutes,
  favoris: favorisRoutes,
  avis: avisRoutes,
  administration: administrationRoutes,
  synonymes: synonymesRoutes,
  planDuSite: planDuSiteRoutes,
  info: infoRoutes,
  frontends: frontendsRoutes,
  deployments: deploymentsRoutes,
  webVitals: webVitalsRoutes,
};

type Resources = typeof routes;
type AnyRoute = { [R in keyof Resources]: Resources[R][keyof Resources[R]] }[keyof Resources];

/** `'get /api/produits'` -> its contract. */
export type RoutesByKey = { [R in AnyRoute as `${R['method']} ${R['path']}`]: R };
export type RouteKey = keyof RoutesByKey;

export const allRoutes: readonly RouteContract[] = Object.values(routes).flatMap((resource) => Object.values(resource));
