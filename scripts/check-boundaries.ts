import { spawnSync } from 'node:child_process';
import { fromRoot, root, slices } from './parts.ts';

/** Checks imports between workspaces (.dependency-cruiser.mjs). Also fails when it followed too few modules. */
const MINIMUM_MODULES = 420;

const folders = [
  'contracts',
  'packages',
  'api',
  'shell',
  ...slices.map(({ name }) => `mfe-${name}`),
  'e2e',
  'bench',
  'observability',
  'scripts',
];
const { stdout, stderr, status } = spawnSync(
  fromRoot('node_modules/.bin/depcruise'),
  ['--config', '.dependency-cruiser.mjs', '--output-type', 'err-long', ...folders],
  { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 },
);
process.stdout.write(stdout + stderr);
const modules = Number(/(\d+) modules, \d+ dependencies cruised/.exec(stdout)?.[1] ?? 0);
if (modules < MINIMUM_MODULES) {
  console.error(`Only ${modules} modules were followed; at least ${MINIMUM_MODULES} are expected.`);
}
process.exitCode = status !== 0 || modules < MINIMUM_MODULES ? 1 : 0;
