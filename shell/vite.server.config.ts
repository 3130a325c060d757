import { defineConfig } from 'vite';

/** The gateway as one file, and tracing as another; npm dependencies stay outside. */
export default defineConfig({
  build: {
    ssr: 'server/main.ts',
    outDir: 'dist/server',
    target: 'node24',
    copyPublicDir: false,
  },
  // react-router for its matcher alone, which comes with React
  ssr: { noExternal: [/^@boutique\//, /^@opentelemetry\//, 'zod', 'react-router', 'react'] },
});
