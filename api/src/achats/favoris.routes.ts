import { favorisRoutes, MAX_FAVORIS } from '@boutique/contracts/favoris';
import type { Router } from '@koa/router';
import type { Database } from '../platform/db/database.ts';
import { bind } from '../platform/http/bind.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { acheteurOf, ensureAcheteur } from './acheteur.ts';
import * as queries from './favoris.queries.ts';

export function mountFavoris(router: Router, db: Database): void {
  bind(router, favorisRoutes.list, async (_input, ctx) => {
    const acheteur = await acheteurOf(db, ctx);
    return acheteur === undefined ? [] : queries.listFavoris(db, acheteur);
  });
  bind(router, favorisRoutes.add, async ({ params: { produitId } }, ctx) => {
    const acheteur = await ensureAcheteur(db, ctx);
    await db.transaction(async (trx) => {
      if (!(await queries.addFavori(trx, acheteur, produitId))) {
        throw new ProblemError('produit-introuvable', `Aucun produit en vente n’a l’identifiant ${produitId}.`);
      }
      if ((await queries.countFavoris(trx, acheteur)) > MAX_FAVORIS) {
        throw new ProblemError('limite-atteinte', `Une liste tient ${MAX_FAVORIS} favoris ; retirez-en un d’abord.`);
      }
    });
    return undefined;
  });
  bind(router, favorisRoutes.remove, async ({ params: { produitId } }, ctx) => {
    const acheteur = await acheteurOf(db, ctx);
    if (acheteur !== undefined) await queries.removeFavori(db, acheteur, produitId);
    return undefined;
  });
}
