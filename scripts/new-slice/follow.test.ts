import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { fromRoot } from '../parts.ts';
import { baseManifest, type FOLLOWED_IN, follow } from './follow.ts';

const read = (file: string) => readFile(fromRoot(file), 'utf8');
const after = async (file: (typeof FOLLOWED_IN)[number]) => parse(follow(file, await read(file), 'cartes-cadeaux'));

test('a followed slice is a service of Compose like the others', async () => {
  const { services } = await after('docker-compose.yml');
  const like = (name: string) =>
    JSON.parse(
      JSON.stringify(services[name])
        .replaceAll(/panier/g, 'cartes-cadeaux')
        .replaceAll('PANIER', 'CARTES_CADEAUX'),
    );
  expect(services['mfe-cartes-cadeaux']).toEqual(like('mfe-panier'));
  expect(services.api.environment.FRONTEND_ORIGINS).toMatch(/,cartes-cadeaux=http:\/\/mfe-cartes-cadeaux:8080$/);
});

test('a followed slice is in every cluster, and the API follows it there', async () => {
  expect((await after('k8s/base/kustomization.yaml')).resources.at(-1)).toBe('mfe-cartes-cadeaux');
  const [{ literals }] = (await after('k8s/base/api/kustomization.yaml')).configMapGenerator;
  expect(literals.find((line: string) => line.startsWith('FRONTEND_ORIGINS'))).toMatch(/,cartes-cadeaux=http:\S+$/);
  expect((await after('k8s/overlays/production/kustomization.yaml')).images.at(-1)).toEqual({
    name: 'boutique/mfe-cartes-cadeaux',
    newName: 'registry.example.com/boutique/mfe-cartes-cadeaux',
  });
});

test('its manifest is that of the shop’s other slices', async () => {
  const template = await read('scripts/new-slice/template/k8s/kustomization.yaml.tmpl');
  const made = baseManifest(template.replaceAll('__name__', 'panier'));
  expect(made).toBe(await read('k8s/base/mfe-panier/kustomization.yaml'));
});

test('a file of another shape is named', () => {
  expect(() => follow('docker-compose.yml', 'services: {}\n', 'avis')).toThrow('add mfe-avis to it by hand');
});
