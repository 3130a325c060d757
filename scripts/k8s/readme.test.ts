import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { fromRoot } from '../parts.ts';
import { nameOf, Overlay } from './overlay.ts';
import { checkKubectl, renderOverlay } from './render.ts';

/** The commands of k8s/README.md name what the manifests have. */

const readme = await readFile(fromRoot('k8s/README.md'), 'utf8');
const commands = [...readme.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block]) => block).join('');
const all = (pattern: RegExp) => [...new Set([...commands.matchAll(pattern)].map(([, found = '']) => found))];
const hasKubectl =
  process.env.CI !== undefined ||
  (await checkKubectl().then(
    () => true,
    () => false,
  ));
const overlay = new Overlay(hasKubectl ? await renderOverlay('minikube-observability') : []);

test('every path', () => {
  const paths = all(/(k8s\/[\w./-]+)/g);
  expect(paths.length).toBeGreaterThan(2);
  expect(paths.filter((path) => !existsSync(fromRoot(path)))).toEqual([]);
});

test.runIf(hasKubectl)('every Deployment and Service', () => {
  const [deployments, services] = [all(/deployment\/([\w-]+)/g), all(/service(?:\/| -n boutique )([\w-]+)/g)];
  expect(deployments).toContain('api');
  expect(services).toContain('shell');
  expect(deployments.filter((name) => !overlay.find('Deployment', name))).toEqual([]);
  expect(services.filter((name) => !overlay.find('Service', name))).toEqual([]);
});

test.runIf(hasKubectl)('every container whose image is set', () => {
  const images = [...commands.matchAll(/set image deployment\/([\w-]+) (\w+)=(\S+):/g)];
  expect(images).toHaveLength(1);
  for (const [, deployment, container, image] of images) {
    const workload = overlay.workloads.find(({ object }) => nameOf(object) === deployment);
    expect(workload?.containers.find(({ name }) => name === container)?.image).toMatch(new RegExp(`^${image}:`));
  }
});

test.runIf(hasKubectl)('every Secret that the pods need, and no other', () => {
  const needed = overlay.workloads.flatMap(({ pod, containers }) => [
    ...(pod.volumes ?? []).flatMap(({ secret }) => (secret?.optional ? [] : [secret?.secretName])),
    ...containers.flatMap(({ env = [] }) => env.map(({ valueFrom }) => valueFrom?.secretKeyRef?.name)),
  ]);
  // without them, mails are in the log, buyers pay on delivery, and previews are not signed
  const secrets = new Set(needed.filter((name) => name && !['mail', 'stripe', 'overrides'].includes(name)));
  expect(all(/create secret generic ([\w-]+)/g).sort()).toEqual([...secrets].sort());
});
