import { cp } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

/** The bundle cannot hold bytes: the demo pictures go beside it, where the seed looks first. */
const demoImages: Plugin = {
  name: 'demo-images',
  async closeBundle() {
    const source = fileURLToPath(new URL('../packages/demo-data/images', import.meta.url));
    await cp(source, fileURLToPath(new URL('./dist/images', import.meta.url)), { recursive: true });
  },
};

/** Workspace packages go into the bundle, npm packages stay outside. */
export default defineConfig({
  build: {
    ssr: true,
    target: 'node24',
    rollupOptions: { input: ['src/main.ts', 'src/migrate.ts'] },
  },
  plugins: [demoImages],
});
