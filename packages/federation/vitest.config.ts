import { defineConfig } from 'vitest/config';

/** Builds of a real slice take seconds. */
export default defineConfig({ test: { name: 'federation', testTimeout: 60_000, hookTimeout: 60_000 } });
