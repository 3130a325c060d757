import { SLICE_MODULE, type SliceDeclaration } from '@boutique/contracts/slice';
import { federation } from '@module-federation/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';
import { devReleasePlugin, releasePlugin } from './release-plugin.ts';
import { sharedModules } from './shared.ts';

interface Options {
  /** Port of the slice's own server in development, unless PORT says another. */
  port: number;
}

/** The Vite configuration of a slice: what it exposes, what it shares, and the release that its build writes. */
export function defineSlice(declaration: SliceDeclaration, options: Options): UserConfig {
  const port = Number(process.env.PORT ?? options.port);
  const shared = sharedModules();
  return defineConfig({
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
  });
}
