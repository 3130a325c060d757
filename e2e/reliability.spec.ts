import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { environment, root } from './shop.ts';

/** A part of `npm run test:faults`, which causes all faults. */
const FAULTS = 'terminated|LISTEN|PostgreSQL killed';

test('a shop under load survives a killed database, a lost LISTEN, and the end of an API process and a gateway', async () => {
  const args = ['scripts/faults/main.ts', '--only', FAULTS];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, env: environment });
  expect(stdout).toMatch(/4 of 4 faults survived, \d{3,} requests under fault/);
}, 120_000);
