import { defineConfig } from 'vitest/config';

/** Apart from `npm test`: it needs promtool and prometheus, which npm does not bring. */
export default defineConfig({ test: { name: 'observability', testTimeout: 120_000, hookTimeout: 240_000 } });
