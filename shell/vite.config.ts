import { defineShell } from '@boutique/federation/define-shell';
import { defineConfig } from 'vite';
import { devGateway } from './dev-gateway.ts';

/** What tar consists of. */
const TAR = ['@isaacs/fs-minipass', 'chownr', 'minipass', 'minizlib', 'yallist'];

/** `--mode gateway` is the server, the others are the page. */
export default defineConfig(({ mode }) =>
  mode === 'gateway'
    ? {
        // one file, and tracing as another; npm dependencies stay outside
        build: { ssr: 'server/main.ts', outDir: 'dist/server', target: 'node24', copyPublicDir: false },
        // react-router for its matcher alone, which comes with React
        ssr: { noExternal: [/^@boutique\//, /^@opentelemetry\//, 'zod', 'tar', ...TAR, 'react-router', 'react'] },
      }
    : defineShell({ port: Number(process.env.PORT ?? 5173), plugins: [devGateway()] }),
);
