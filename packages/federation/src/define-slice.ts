import { SLICE_MODULE, type SliceDeclaration } from '@boutique/contracts/slice';
import { federation } from '@module-federation/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type PluginOption, type UserConfig } from 'vite';
import type { TestUserConfig, ViteUserConfig } from 'vitest/config';
import { devReleasePlugin, releasePlugin } from './release-plugin.ts';
import { sharedModules } from './shared.ts';

interface Options {
  /** Port of the slice's own server in development, unless PORT says another. */
  port: number;
  /** Loads what `vite --mode standalone` needs. A function, so that a build runs where these packages are not installed. */
  standalone: () => Promise<{ vitePlugins: () => PluginOption }>;
  /** Vitest's options for the slice, besides jsdom. */
  test?: TestUserConfig;
}

/**
 * The Vite configuration of a slice, by mode: `standalone` is the slice alone in a browser, on its mocks; `test` is
 * Vitest; every other is its release, and what the shell loads in development. The first two know no federation: with
 * `index.html` in the federated build, mocks and the standalone entry would land in the release.
 */
export function defineSlice(declaration: SliceDeclaration, { port: own, standalone, test }: Options) {
  const port = Number(process.env.PORT ?? own);
  return defineConfig(async ({ mode }): Promise<ViteUserConfig> => {
    if (mode === 'test') return { test: { environment: 'jsdom', ...test } };
    if (mode === 'standalone') {
      const { vitePlugins } = await standalone();
      return {
        plugins: [react(), vitePlugins()],
        build: { outDir: 'dist-standalone' },
        server: { port, strictPort: true },
      };
    }
    return releaseConfig(declaration, port);
  });
}

function releaseConfig(declaration: SliceDeclaration, port: number): UserConfig {
  const shared = sharedModules();
  return {
    // relative URLs: a build can be served under any /remotes/<slice>/<version>/
    base: './',
    publicDir: false,
    plugins: [
      react(),
      federation({
        name: declaration.name,
        filename: 'remoteEntry.js',
        exposes: { [SLICE_MODULE]: './src/exposes/slice.ts' },
        shared,
        shareStrategy: 'loaded-first',
        manifest: true,
        dts: false,
        dev: { remoteHmr: true },
        experiments: { externalRuntime: true },
      }),
      releasePlugin(declaration, shared),
      devReleasePlugin(declaration, shared),
    ],
    build: {
      target: 'es2023',
      manifest: true,
      modulePreload: false,
      rolldownOptions: { input: {} },
    },
    // index.html belongs to the standalone app
    optimizeDeps: { entries: ['src/exposes/slice.ts', 'src/{pages,widgets}/*.tsx'] },
    server: { port, strictPort: true, cors: true, origin: `http://localhost:${port}` },
  };
}
