import { copyFile, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { demoImages } from '@boutique/demo-data/images';
import { defineConfig, type Plugin } from 'vite';

/** What tar consists of. */
const TAR = ['@isaacs/fs-minipass', 'chownr', 'minipass', 'minizlib', 'yallist'];

const folder = (url: string) => fileURLToPath(new URL(url, import.meta.url));

/** The bundle cannot hold bytes: the demo pictures go beside it, where the seed looks first. */
const copyDemoImages: Plugin = {
  name: 'copy-demo-images',
  async closeBundle() {
    await mkdir(folder('dist/images'), { recursive: true });
    for (const { fichier } of Object.values(demoImages)) {
      await copyFile(folder(`../packages/demo-data/images/${fichier}`), folder(`dist/images/${fichier}`));
    }
  },
};

/** Workspace packages go into the bundle, npm packages stay outside but tracing's, which are a chunk of their own,
 * and the list of passwords, which is a small part of its package. */
export default defineConfig({
  build: {
    ssr: true,
    target: 'node24',
    rollupOptions: { input: ['src/main.ts', 'src/migrate.ts'] },
  },
  // zod whole would load every language of its messages at each start
  ssr: { noExternal: [/^@opentelemetry\//, /^@zxcvbn-ts\//, 'zod', 'tar', ...TAR] },
  plugins: [copyDemoImages],
});
