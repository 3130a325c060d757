import path from 'node:path';
import type { Plugin } from 'vite';

interface Options {
  apiUrl?: string;
  /** The folder with the slices' folders, `mfe-<name>`. */
  workspace?: string;
}

/** Does the gateway's work in Vite's dev server: it renders pages from sources, serves forms, and has a proxy for /api. */
export function devGateway({
  apiUrl = process.env.API_URL ?? 'http://127.0.0.1:5000',
  workspace = path.join(import.meta.dirname, '..'),
}: Options = {}): Plugin {
  return {
    name: 'boutique:dev-gateway',
    apply: 'serve',
    config: () => ({ server: { proxy: { '/api': { target: apiUrl, changeOrigin: false } } } }),
    // nothing to update: each page is rendered anew
    hotUpdate() {
      return this.environment.name === 'ssr' ? [] : undefined;
    },
    async configureServer(server) {
      // only here: builds of the shell load this file, too
      const { createDevPages } = await import('./dev/dev-pages.ts');
      const serve = createDevPages({ server, apiUrl, workspace });
      // after Vite's own files, and after Vite has found out which other addresses are pages
      return () => {
        server.middlewares.use(serve);
      };
    },
  };
}
