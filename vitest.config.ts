import { randomInt } from 'node:crypto';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { defineConfig, type TestUserConfig } from 'vitest/config';
import { checkFolder } from './scripts/check-folder.ts';

checkFolder();

/** What differs from Vitest's defaults. Tests of the shell's page name jsdom themselves, in their first lines. */
const settings: Record<string, TestUserConfig> = {
  api: {
    globalSetup: path.join(import.meta.dirname, 'api/test/global-setup.ts'),
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
  'packages/dev-database': { testTimeout: 60_000 },
  'packages/facade': { environment: 'jsdom' },
  // builds of a real slice take seconds
  'packages/federation': { testTimeout: 60_000, hookTimeout: 60_000 },
};
const packages = globSync('packages/*/package.json', { cwd: import.meta.dirname }).map((file) => path.dirname(file));

/** `npm run test:fuzz` sends more inputs than `npm test`, and others each time. Tests inherit these variables. */
function fuzz(): void {
  process.env.FUZZ_SEED ??= String(randomInt(2 ** 31));
  process.env.FUZZ_FACTOR ??= '10';
}

/** All tests but those of e2e/. A slice's settings are in its vite.config.ts. */
export default defineConfig(({ mode }) => {
  if (mode === 'fuzz') fuzz();
  return {
    test: {
      // Vitest leaves one core out; but tests mostly wait, for a database or a timer: one worker uses a third of two cores
      maxWorkers: Math.max(3, availableParallelism()),
      projects: [
        'mfe-*',
        ...['contracts', 'api', 'shell', 'scripts', 'bench', ...packages].map((folder) => ({
          // a machine that does other work needs several times as long as a quiet one
          test: { name: path.basename(folder), root: folder, testTimeout: 20_000, ...settings[folder] },
        })),
      ],
    },
  };
});
