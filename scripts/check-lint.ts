import { spawnSync } from 'node:child_process';
import { fromRoot, root } from './parts.ts';

/** Lint that needs types: promises nobody waits for. Fails as well when it has looked at fewer files than there must be. */
const MINIMUM_FILES = 330;

const { stdout, stderr, status } = spawnSync(
  fromRoot('node_modules/.bin/oxlint'),
  ['--type-aware', '--deny-warnings'],
  {
    cwd: root,
    encoding: 'utf8',
  },
);
process.stdout.write(stdout + stderr);
const files = Number(/on (\d+) files/.exec(stdout)?.[1] ?? 0);
if (files < MINIMUM_FILES) console.error(`Only ${files} files were linted; at least ${MINIMUM_FILES} are expected.`);
process.exitCode = status !== 0 || files < MINIMUM_FILES ? 1 : 0;
