import path from 'node:path';
import { msw } from 'msw/vite';
import { createServerModuleRunner, isCSSRequest, type Plugin, type PluginOption, type ViteDevServer } from 'vite';

/** Vite plugins that run a slice on its mocks, without shell and API. */
export const vitePlugins = (): PluginOption => [
  msw(),
  // otherwise Vite finds this dependency late and reloads the page at the first start
  { name: 'boutique:mocks', config: () => ({ optimizeDeps: { include: ['msw/browser'] } }) },
  renderedOnServer(),
];

/** `?rendu=serveur` in the address shows the page as the gateway serves it: rendered on the server, then hydrated. */
function renderedOnServer(): Plugin {
  let turn: Promise<unknown> = Promise.resolve();
  return {
    name: 'boutique:rendered-on-server',
    apply: 'serve',
    transformIndexHtml: {
      order: 'post',
      async handler(html, { server, originalUrl = '/' }) {
        const url = new URL(originalUrl, 'http://localhost');
        if (!server || url.searchParams.get('rendu') !== 'serveur') return html;
        const fail = (error: unknown) =>
          server.config.logger.error(`${originalUrl} failed on the server:\n${(error as Error).stack ?? error}`);
        // one at a time, because all see the same `location`
        const rendering = turn.then(() => render(server, url, html, fail));
        turn = rendering.catch(() => {});
        return rendering.catch((error) => {
          fail(error);
          return html;
        });
      },
    },
  };
}

type RenderStandalone = typeof import('./standalone-on-server.tsx');

async function render(server: ViteDevServer, url: URL, html: string, fail: (error: unknown) => void): Promise<string> {
  const runner = createServerModuleRunner(server.environments.ssr, {
    hmr: false,
    sourcemapInterceptor: 'prepareStackTrace',
  });
  try {
    // src/main.tsx chooses its mocks by the address
    Object.assign(globalThis, { location: url });
    await runner.import(path.join(server.config.root, 'src/main.tsx'));
    const { renderStandalone } = await runner.import<RenderStandalone>(
      path.join(import.meta.dirname, 'standalone-on-server.tsx'),
    );
    const page = await renderStandalone(url, fail);
    const styles = [...runner.evaluatedModules.idToModuleMap.keys()]
      .filter((id) => isCSSRequest(id) && !id.includes('?'))
      .map(async (id) => {
        const { default: css } = await runner.import<{ default: string }>(`${id}?inline`);
        // Vite's client finds the element by its id, and replaces the text
        return `<style data-vite-dev-id="${id}">${css.replaceAll('</', '<\\/')}</style>`;
      });
    const head = page.head + (await Promise.all(styles)).join('');
    const data = `<script type="application/json" id="rendu">${page.data.replaceAll('<', '\\u003c')}</script>`;
    return html
      .replace(page.head.includes('<title') ? /<title>[^<]*<\/title>/ : '', '')
      .replace('<html lang="fr"', `<html lang="${page.locale}"`)
      .replace('</head>', () => `${head}</head>`)
      .replace('<div id="root"></div>', () => `<div id="root">${page.html}</div>${data}`);
  } finally {
    Reflect.deleteProperty(globalThis, 'location');
    await runner.close();
  }
}
