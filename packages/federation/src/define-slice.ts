import type { SliceDeclaration } from '@boutique/contracts/slice';
import { federation } from '@module-federation/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type PluginOption, type UserConfig } from 'vite';
import type { TestUserConfig, ViteUserConfig } from 'vitest/config';
import { BROWSER_TARGET } from './browser-target.ts';
import { containerPlugin, federationOptions } from './container-plugin.ts';
import { devReleasePlugin, releasePlugin } from './release-plugin.ts';
import { assetUrl, SLICE_SOURCE } from './server-entry.ts';
import { sharedModules } from './shared.ts';

interface Options {
  /** Port of the slice's development server; the variable PORT overrides it. */
  port: number;
  /**
   * Loads the plugins of `vite --mode standalone`. A function, so that a build works without these packages installed.
   */
  standalone: () => Promise<{ vitePlugins: () => PluginOption }>;
  /** Vitest's options for the slice, besides jsdom. */
  test?: TestUserConfig;
}

/**
 * The Vite configuration of a slice. Mode `standalone` runs the slice without shell and API, on its mocks; `test` is
 * Vitest; every other mode builds the release, or serves it to the shell in development. The first two modes do not use
 * federation: with `index.html` in the federated build, mocks and the standalone entry would end up in the release.
 */
export function defineSlice(declaration: SliceDeclaration, { port: own, standalone, test }: Options) {
  const port = Number(process.env.PORT ?? own);
  return defineConfig(async ({ command, mode }): Promise<ViteUserConfig> => {
    if (mode === 'test') return { test: { environment: 'jsdom', ...test } };
    if (mode === 'standalone') {
      const { vitePlugins } = await standalone();
      return {
        plugins: [react(), vitePlugins()],
        build: { outDir: 'dist-standalone' },
        server: { port, strictPort: true },
      };
    }
    return command === 'build' ? releaseConfig(declaration) : devConfig(declaration, port);
  });
}

function releaseConfig(declaration: SliceDeclaration): UserConfig {
  const shared = sharedModules();
  return {
    // relative URLs, because a build is served under /remotes/<slice>/<release>/
    base: './',
    publicDir: false,
    plugins: [react(), containerPlugin(declaration, shared), releasePlugin(declaration, shared)],
    build: { target: BROWSER_TARGET },
    experimental: { renderBuiltUrl: assetUrl },
  };
}

function devConfig(declaration: SliceDeclaration, port: number): UserConfig {
  const shared = sharedModules();
  return {
    plugins: [
      react(),
      federation({
        ...federationOptions(declaration),
        shared,
        dev: { remoteHmr: true },
      }),
      devReleasePlugin(declaration, shared),
    ],
    build: { rolldownOptions: { input: {} } },
    // index.html belongs to the standalone app
    optimizeDeps: { entries: [SLICE_SOURCE, 'src/{pages,widgets}/*.tsx'] },
    server: { port, strictPort: true, cors: true, origin: `http://localhost:${port}` },
  };
}
