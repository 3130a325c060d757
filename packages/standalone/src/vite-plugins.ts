import { msw } from 'msw/vite';
import type { PluginOption } from 'vite';

/** What Vite needs for a slice alone in a browser, on its mocks. */
export const vitePlugins = (): PluginOption => [
  msw(),
  // found late otherwise, which costs the first start a reload
  { name: 'boutique:mocks', config: () => ({ optimizeDeps: { include: ['msw/browser'] } }) },
];
