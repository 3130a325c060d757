import { defineConfig } from 'vitest/config';

/** Tests of the gateway run in Node; those of the page say so themselves (`@vitest-environment jsdom`). */
export default defineConfig({ test: { name: 'shell' } });
