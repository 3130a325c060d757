import react from '@vitejs/plugin-react';
import { msw } from 'msw/vite';
import { defineConfig, type UserConfig } from 'vite';

/**
 * The Vite configuration of a slice alone in a browser, on its mocks. It has no federation: with `index.html` in the
 * federated build, mocks and the standalone entry would land in the release.
 */
export function defineStandalone(options: { port: number }): UserConfig {
  const port = Number(process.env.PORT ?? options.port);
  return defineConfig({
    plugins: [react(), msw()],
    // found late otherwise, which costs the first start a reload
    optimizeDeps: { include: ['msw/browser'] },
    build: { outDir: 'dist-standalone' },
    server: { port, strictPort: true },
  });
}
