import { type Mesures, mesuresRoutes, type PageChargee } from '@boutique/contracts/mesures';
import type { Router } from '@koa/router';
import { bind } from '../platform/http/bind.ts';

export interface MesuresOptions {
  count: (mesures: Mesures) => void;
  /** Told of each page load that a browser reports for its trace. */
  recordPageLoad?: ((page: PageChargee) => void) | undefined;
}

export function mountMesures(router: Router, { count, recordPageLoad }: MesuresOptions): void {
  bind(router, mesuresRoutes.create, ({ body }) => {
    count(body);
    if (body.page) recordPageLoad?.(body.page);
    return undefined;
  });
}
