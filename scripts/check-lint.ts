import { spawnSync } from 'node:child_process';
import { fromRoot, root } from './parts.ts';

/** Lint rules that need types, such as promises without await. Also fails when it looked at too few files. */
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
