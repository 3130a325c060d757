import { type Mesures, mesuresRoutes, type PageChargee } from '@boutique/contracts/mesures';
import type { FinishedSpan, Tracing } from '@boutique/tracing/tracing';
import type { Router } from '@koa/router';
import { bind } from '../platform/http/bind.ts';

export interface MesuresOptions {
  count: (mesures: Mesures) => void;
  /** Counts who has loaded which releases, for who watches over canaries. */
  countLoads: (loads: readonly { slice: string; version: string }[], ip: string) => Promise<void>;
  tracing?: Pick<Tracing, 'recordBrowserSpan'> | undefined;
}

export function mountMesures(router: Router, { count, countLoads, tracing }: MesuresOptions): void {
  bind(router, mesuresRoutes.create, async ({ body }, ctx) => {
    count(body);
    const loaded = body.chargements.filter(({ etat }) => etat === 'chargee');
    await countLoads(
      loaded.map(({ slice, version }) => ({ slice, version })),
      ctx.ip,
    );
    if (body.page) tracing?.recordBrowserSpan(pageLoadSpan(body.page));
    return undefined;
  });
}

/** A page load as its browser saw it, in the trace that the page began. */
const pageLoadSpan = ({ traceparent, route, debut, fin }: PageChargee): FinishedSpan => ({
  name: `load ${route}`,
  traceparent,
  startMs: Date.parse(debut),
  endMs: Date.parse(fin),
  attributes: { 'http.route': route },
});
