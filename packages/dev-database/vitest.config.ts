import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { name: 'dev-database', testTimeout: 60_000 } });
