import { type PageLoad, type PageView, webVitalsRoutes } from '@boutique/contracts/web-vitals';
import type { FinishedSpan, Tracing } from '@boutique/tracing/tracing';
import type { Router } from '@koa/router';
import { bind } from '../platform/http/bind.ts';

export interface WebVitalsOptions {
  count: (view: PageView) => void;
  /** Counts the client address for each release that the page has loaded: canaries are judged by it. */
  countLoads: (loads: readonly { slice: string; version: string }[], ip: string) => Promise<void>;
  tracing?: Pick<Tracing, 'recordBrowserSpan'> | undefined;
}

export function mountWebVitals(router: Router, { count, countLoads, tracing }: WebVitalsOptions): void {
  bind(router, webVitalsRoutes.create, async ({ body }, ctx) => {
    count(body);
    const loaded = body.loads.filter(({ result }) => result === 'loaded');
    await countLoads(
      loaded.map(({ slice, version }) => ({ slice, version })),
      ctx.ip,
    );
    if (body.page) tracing?.recordBrowserSpan(pageLoadSpan(body.page));
    return undefined;
  });
}

/** A page load as its browser saw it, in the trace that the page began. */
const pageLoadSpan = ({ traceparent, route, start, end }: PageLoad): FinishedSpan => ({
  name: `load ${route}`,
  traceparent,
  startMs: Date.parse(start),
  endMs: Date.parse(end),
  attributes: { 'http.route': route },
});
