import { defineConfig } from 'vitest/config';

/** `npm run test:compose`: the shop as containers. Needs Docker with Compose 2.24 or newer. */
export default defineConfig({
  test: {
    include: ['shopper.spec.ts', 'page.spec.ts', 'compose/*.spec.ts'],
    globalSetup: ['./compose/compose.setup.ts'],
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
