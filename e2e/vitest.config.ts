import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['*.spec.ts'],
    globalSetup: ['./shop.setup.ts'],
    // one shop and one browser at a time
    fileParallelism: false,
    testTimeout: 45_000,
    hookTimeout: 60_000,
  },
});
