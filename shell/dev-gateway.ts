import { AsyncLocalStorage } from 'node:async_hooks';
import type { Plugin } from 'vite';

/** Does the gateway's work in Vite's dev server: discovery document and language in the page, and a proxy for /api. */
export function devGateway(): Plugin {
  const api = process.env.API_URL ?? 'http://127.0.0.1:5000';
  // Vite does not pass the request to transformIndexHtml
  const cookies = new AsyncLocalStorage<string>();
  return {
    name: 'boutique:dev-gateway',
    apply: 'serve',
    config: () => ({ server: { proxy: { '/api': { target: api, changeOrigin: false } } } }),
    configureServer({ middlewares }) {
      middlewares.use((request, _response, next) => cookies.run(request.headers.cookie ?? '', next));
    },
    transformIndexHtml: {
      order: 'pre',
      async handler(html) {
        const discovery = await fetch(`${api}/api/frontends`).then((response) => response.text());
        const [, langue = 'fr'] = /(?:^|; )langue=(fr|en)/.exec(cookies.getStore() ?? '') ?? [];
        return html
          .replace('<html lang="fr"', `<html lang="${langue}"`)
          .replace(
            '<!--boutique:head-->',
            `<script type="application/json" id="discovery">${discovery.replaceAll('<', '\\u003c')}</script>`,
          );
      },
    },
  };
}
