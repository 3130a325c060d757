import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { builtParts, fromRoot } from './parts.ts';
import { type Lockfile, pruneForBuild, pruneLockfile, workspacesOf } from './prune-workspace.ts';

const lockfile = JSON.parse(await readFile(fromRoot('package-lock.json'), 'utf8')) as Lockfile;
const slices = builtParts.filter((part) => part.startsWith('mfe-'));

test.each(builtParts)('%s: has all dependencies of its packages, and no other part', (part) => {
  const { packages } = pruneForBuild(lockfile, part);
  expect(workspacesOf(packages).filter((workspace) => builtParts.includes(workspace))).toEqual([part]);
  for (const [location, { dependencies = {}, link, resolved }] of Object.entries(packages)) {
    if (link) expect(packages).toHaveProperty([resolved ?? '']);
    for (const name of Object.keys(dependencies)) {
      const places = Object.keys(packages).filter((place) => place.endsWith(`node_modules/${name}`));
      expect({ location, name, found: places.length > 0 }).toEqual({ location, name, found: true });
    }
  }
  expect(Object.keys(packages).length).toBeLessThan(Object.keys(lockfile.packages).length);
});

test.each(['api', 'shell'])('%s runs with only its dependencies', (part) => {
  const { packages } = pruneLockfile(lockfile, part, { dev: false });
  expect(workspacesOf(packages)).toEqual([part]);
  expect(packages[part]?.devDependencies).toBeUndefined();
  expect(packages).toHaveProperty(['node_modules/koa']);
  for (const name of ['vite', 'vitest', 'typescript', 'msw', 'react-dom']) {
    expect(packages).not.toHaveProperty([`node_modules/${name}`]);
  }
});

test.each(builtParts)('%s is built without mocks; a slice also without tests and demo data', (part) => {
  const { packages } = pruneForBuild(lockfile, part);
  expect(packages).toHaveProperty(['node_modules/@boutique/contracts']);
  const tests = ['@boutique/contract-testing', '@boutique/demo-data', '@testing-library/react', 'jsdom', 'vitest'];
  for (const name of ['@boutique/standalone', 'msw', ...(slices.includes(part) ? tests : [])]) {
    expect(packages).not.toHaveProperty([`node_modules/${name}`]);
  }
});

test('a new dependency of one slice does not change the lockfile of another', () => {
  const [one = '', other = ''] = slices;
  const changed = structuredClone(lockfile);
  changed.packages[one] = { ...changed.packages[one], version: '9.9.9', dependencies: { sharp: '0.35.5' } };
  const before = (part: string) => pruneForBuild(lockfile, part);
  const after = (part: string) => pruneForBuild(changed, part);
  expect(after(other)).toEqual(before(other));
  expect(after(one)).not.toEqual(before(one));
});

test('the error names an unknown workspace', () => {
  expect(() => pruneForBuild(lockfile, 'mfe-inconnu')).toThrow('no workspace "mfe-inconnu"');
});
