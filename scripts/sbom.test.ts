import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { fromRoot } from './parts.ts';
import { type Lockfile, pruneLockfile } from './prune-workspace.ts';
import { bomOf } from './sbom.ts';

test('an image’s list has every package that it contains, with its hash and licence, and is the same each time', async () => {
  const bom = await bomOf('api');
  expect(bom).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'boutique/api' } } });
  const lockfile = JSON.parse(await readFile(fromRoot('package-lock.json'), 'utf8')) as Lockfile;
  const installed = Object.entries(pruneLockfile(lockfile, 'api', { dev: false }).packages).flatMap(
    ([place, { version }]) => {
      const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(place) ?? [];
      return name && version ? [`${name} ${version}`] : [];
    },
  );
  expect(installed.length).toBeGreaterThan(50);
  const listed = bom.components.map(({ name, version }) => `${name} ${version}`);
  expect(installed.filter((one) => !listed.includes(one))).toEqual([]);
  expect(bom.components.find(({ name }) => name === 'koa')).toMatchObject({
    hashes: [{ alg: 'SHA-512' }],
    licenses: [{ license: { id: 'MIT' } }],
  });
  // bundled, not installed
  expect(listed.some((one) => one.startsWith('zod '))).toBe(true);
  expect(await bomOf('api')).toEqual(bom);
});
