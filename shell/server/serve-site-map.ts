import { Readable } from 'node:stream';
import { Langue } from '@boutique/contracts/common';
import { localizedPath } from '@boutique/contracts/localized-path';
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

/** Pages that are written at once. */
const PART = 200;
/** Not for search engines, in each language. */
const PRIVATE = ['/administration/', '/compte'];

/**
 * Serves `/sitemap.xml` (sitemaps.org), with the address of each page in each language, and `/robots.txt`, which links to
 * it.
 */
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
      const closed = Langue.options.flatMap((langue) => PRIVATE.map((path) => localizedPath(langue, path)));
      ctx.body = `User-agent: *\n${closed.map((path) => `Disallow: ${path}\n`).join('')}Sitemap: ${originOf(ctx)}/sitemap.xml\n`;
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
    ctx.type = 'application/xml';
    ctx.body = Readable.from(siteMap(pages, originOf(ctx)));
  };
}

/** In parts: a large shop's site map has 30 MB. */
function* siteMap(pages: PlanDuSite, origin: string): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n';
  for (let at = 0; at < pages.length; at += PART) {
    const urls = pages.slice(at, at + PART).flatMap((page) => entriesOf(page, origin));
    yield `${urls.join('\n')}\n`;
  }
  yield '</urlset>\n';
}

/** https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap */
function entriesOf({ chemin, modifieLe }: PlanDuSite[number], origin: string): string[] {
  const urlIn = (langue: Langue) => escapeAttribute(origin + localizedPath(langue, chemin));
  const alternates = [...Langue.options.map((langue) => [langue, urlIn(langue)]), ['x-default', urlIn('fr')]]
    .map(([langue, url]) => `<xhtml:link rel="alternate" hreflang="${langue}" href="${url}"/>`)
    .join('');
  return Langue.options.map(
    (langue) => `<url><loc>${urlIn(langue)}</loc><lastmod>${modifieLe}</lastmod>${alternates}</url>`,
  );
}
