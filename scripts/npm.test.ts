import { expect, test } from 'vitest';
import { npmCommand } from './npm.ts';

test('npm is started by the path that npm tells, without a shell', () => {
  const script = 'C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-cli.js';
  expect(npmCommand(['run', 'build'], { npm_execpath: script })).toEqual([process.execPath, [script, 'run', 'build']]);
  expect(npmCommand(['run', 'build'], {})).toEqual(['npm', ['run', 'build']]);
});
