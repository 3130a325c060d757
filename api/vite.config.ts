import { copyFile, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { pictureFiles } from '@boutique/demo-data/pictures';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

/** The packages that tar depends on. */
const TAR = ['@isaacs/fs-minipass', 'chownr', 'minipass', 'minizlib', 'yallist'];

const folder = (url: string) => fileURLToPath(new URL(url, import.meta.url));

/** Copies the demo pictures beside the bundle, which cannot contain them; the seed looks there first. */
const copyDemoImages: Plugin = {
  name: 'copy-demo-images',
  async closeBundle() {
    await mkdir(folder('dist/images'), { recursive: true });
    for (const { fichier } of pictureFiles) {
      await copyFile(folder(`../packages/demo-data/images/${fichier}`), folder(`dist/images/${fichier}`));
    }
  },
};

/** The process that checks server entries: one file, because it can read nothing else. */
const checkServerEntry: UserConfig = {
  plugins: [react()],
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    ssr: folder('../packages/rendering/src/check/main.tsx'),
    outDir: 'dist/check-server-entry',
    target: 'node24',
    rolldownOptions: { output: { codeSplitting: false } },
  },
  ssr: { noExternal: true },
};

/**
 * Bundles workspace packages. Of the npm packages it bundles only tracing's and Stripe's, as chunks that few shops load, and those of which
 * the API needs a small piece, such as the list of passwords.
 */
const api: UserConfig = {
  build: {
    ssr: true,
    target: 'node24',
    rollupOptions: { input: ['src/main.ts', 'src/migrate.ts', 'src/backup.ts'] },
  },
  // unbundled, zod would load its messages in every language at each start
  ssr: { noExternal: [/^@opentelemetry\//, /^@zxcvbn-ts\//, 'stripe', 'zod', 'tar', ...TAR] },
  plugins: [copyDemoImages],
};

export default defineConfig(({ mode }) => (mode === 'check-server-entry' ? checkServerEntry : api));
