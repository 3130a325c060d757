import react from '@vitejs/plugin-react';
import { defineConfig, type PluginOption, type UserConfig } from 'vite';
import { BROWSER_TARGET } from './browser-target.ts';
import { shellBuildPlugin } from './shell-build-plugin.ts';

/** What slices share, and the federation runtime, change rarely: they are files of their own. */
const GROUPS = [
  {
    name: 'shared',
    test: /\/packages\/facade\/|\/node_modules\/(?:react|react-dom|scheduler|react-router|@tanstack)\//,
  },
  { name: 'federation', test: /\/node_modules\/@module-federation\// },
];

/**
 * The Vite configuration of the shell. It names no slice: the page tells the shell at run time which releases to load.
 */
export function defineShell({ port, plugins = [] }: { port: number; plugins?: PluginOption[] }): UserConfig {
  return defineConfig({
    plugins: [react(), shellBuildPlugin(), plugins],
    define: {
      // parts of the federation runtime that the shell does not use: Node's loader, and manifests
      ENV_TARGET: '"web"',
      FEDERATION_OPTIMIZE_NO_SNAPSHOT_PLUGIN: 'true',
    },
    build: {
      target: BROWSER_TARGET,
      outDir: 'dist/client',
      manifest: true,
      modulePreload: { polyfill: false },
      rolldownOptions: { output: { codeSplitting: { groups: GROUPS } } },
    },
    server: { port, strictPort: true },
  });
}
