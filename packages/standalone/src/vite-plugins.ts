import { msw } from 'msw/vite';
import type { PluginOption } from 'vite';

/** Vite plugins that run a slice on its mocks, without shell and API. */
export const vitePlugins = (): PluginOption => [
  msw(),
  // otherwise Vite finds this dependency late and reloads the page at the first start
  { name: 'boutique:mocks', config: () => ({ optimizeDeps: { include: ['msw/browser'] } }) },
];
