import { livraisonsRoutes } from '@boutique/contracts/commandes';
import type { Router } from '@koa/router';
import { bind } from '../platform/http/bind.ts';
import { livraisons } from './livraisons.ts';

export function mountLivraisons(router: Router): void {
  bind(router, livraisonsRoutes.list, () => [...livraisons]);
}
