import { defineShell } from '@boutique/federation/define-shell';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { devGateway } from './dev-gateway.ts';

/** The dependencies of tar. */
const TAR = ['@isaacs/fs-minipass', 'chownr', 'minipass', 'minizlib', 'yallist'];

/** `--mode gateway` builds the server, `--mode renderer` its renderer process, every other mode builds the page. */
export default defineConfig(({ mode }) =>
  mode === 'renderer'
    ? {
        plugins: [react()],
        define: { 'process.env.NODE_ENV': '"production"' },
        // one file, because the process can read nothing else
        build: {
          ssr: 'render/main.ts',
          outDir: 'dist/server/renderer',
          target: 'node24',
          copyPublicDir: false,
          rolldownOptions: { output: { codeSplitting: false } },
        },
        ssr: { noExternal: true },
      }
    : mode === 'gateway'
      ? {
          // one file, plus one for tracing; other npm dependencies stay in node_modules
          build: { ssr: 'server/main.ts', outDir: 'dist/server', target: 'node24', copyPublicDir: false },
          // the gateway uses only the matcher of react-router, but that imports React
          ssr: { noExternal: [/^@boutique\//, /^@opentelemetry\//, 'zod', 'tar', ...TAR, 'react-router', 'react'] },
        }
      : defineShell({ port: Number(process.env.PORT ?? 5173), plugins: [devGateway()] }),
);
