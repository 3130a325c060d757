import type { Plugin } from 'vite';

/** What the gateway does for a built shell, for Vite's dev server: the discovery document in the page, and /api. */
export function devGateway(): Plugin {
  const api = process.env.API_URL ?? 'http://127.0.0.1:5000';
  return {
    name: 'boutique:dev-gateway',
    apply: 'serve',
    config: () => ({ server: { proxy: { '/api': { target: api, changeOrigin: false } } } }),
    transformIndexHtml: {
      order: 'pre',
      async handler(html) {
        const discovery = await fetch(`${api}/api/frontends`).then((response) => response.text());
        return html.replace(
          '<!--boutique:head-->',
          `<script type="application/json" id="discovery">${discovery.replaceAll('<', '\\u003c')}</script>`,
        );
      },
    },
  };
}
