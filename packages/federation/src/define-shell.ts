import { federation } from '@module-federation/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type PluginOption, type UserConfig } from 'vite';
import { sharedModules } from './shared.ts';
import { shellBuildPlugin } from './shell-build-plugin.ts';

/**
 * The Vite configuration of the shell. It names no slice: the page tells the shell at run time which releases to load.
 */
export function defineShell({ port, plugins = [] }: { port: number; plugins?: PluginOption[] }): UserConfig {
  return defineConfig({
    plugins: [
      react(),
      federation({
        name: 'shell',
        remotes: {},
        shared: sharedModules(),
        shareStrategy: 'loaded-first',
        manifest: true,
        dts: false,
        dev: { remoteHmr: true },
        experiments: { provideExternalRuntime: true },
      }),
      shellBuildPlugin(),
      plugins,
    ],
    build: { target: 'es2023', outDir: 'dist/client', manifest: true },
    server: { port, strictPort: true },
  });
}
