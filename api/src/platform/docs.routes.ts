import { createHash } from 'node:crypto';
import openapi from '@boutique/contracts/openapi.json' with { type: 'json' };
import type { Router } from '@koa/router';
import { renderDocs, style } from './docs-page.ts';

/** The contract for machines, and a page to read it: static HTML, one style sheet, no script. */
export function mountDocs(router: Router): void {
  const page = renderDocs(openapi);
  const styleHash = createHash('sha256').update(style).digest('base64');
  router.get('/api/openapi.json', (ctx) => {
    ctx.body = openapi;
  });
  router.get('/api/docs', (ctx) => {
    ctx.type = 'text/html; charset=utf-8';
    ctx.set({
      'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      'Cache-Control': 'no-cache',
    });
    ctx.body = page;
  });
}
