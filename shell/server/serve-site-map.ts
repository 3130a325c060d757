import { PlanDuSite } from '@boutique/contracts/plan-du-site';
import type { Context, Middleware } from 'koa';
import { escapeAttribute } from './escape-html.ts';

const ANSWER_MS = 5_000;
/** Search engines come back after days, so an old answer is fine; a wave of requests must not reach the API. */
const FRESH_MS = 10 * 60_000;

interface Options {
  apiUrl: string;
  originOf: (ctx: Context) => string;
}

/** Serves `/sitemap.xml` (sitemaps.org) and `/robots.txt`, which links to it. */
export function serveSiteMap({ apiUrl, originOf }: Options): Middleware {
  let kept: { until: number; pages: PlanDuSite } | undefined;
  const read = async () => {
    const response = await fetch(new URL('/api/plan-du-site', apiUrl), { signal: AbortSignal.timeout(ANSWER_MS) });
    if (!response.ok) throw new Error(`the API answered ${response.status}`);
    kept = { until: performance.now() + FRESH_MS, pages: PlanDuSite.parse(await response.json()) };
    return kept.pages;
  };
  let reading: Promise<PlanDuSite> | undefined;
  /** Requests that come while the API is asked share its answer. */
  const shared = () => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
  return async (ctx, next) => {
    if (ctx.path === '/robots.txt') {
      ctx.type = 'text/plain';
      ctx.body = `User-agent: *\nDisallow: /administration/\nDisallow: /compte\nSitemap: ${originOf(ctx)}/sitemap.xml\n`;
      return;
    }
    if (ctx.path !== '/sitemap.xml') return next();
    const pages = kept && kept.until > performance.now() ? kept.pages : await shared().catch(() => kept?.pages);
    if (!pages) {
      ctx.status = 503;
      ctx.set('Retry-After', '60');
      ctx.body = 'the catalogue cannot be read now\n';
      return;
    }
    const urls = pages.map(
      ({ chemin, modifieLe }) =>
        `<url><loc>${escapeAttribute(originOf(ctx) + chemin)}</loc><lastmod>${modifieLe}</lastmod></url>`,
    );
    ctx.type = 'application/xml';
    ctx.body = `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`;
  };
}
