import type { Overlay, Problem, Rule } from './overlay.ts';

/** What things are called, and which version of them runs. */
export const identityRules: Rule[] = [images, oneRegistry, versions, labels];

const tagOf = (image = ''): string | undefined => /:([^:/@]+)(@|$)/.exec(image)?.[1];

/** Where an image of the shop comes from, "" for here; undefined for other people's images. */
export const registryOf = (image = ''): string | undefined => /^(.*)boutique\/[^/]+$/.exec(image)?.[1];

const label = (name: string) => `app.kubernetes.io/${name}`;

function* images({ workloads }: Overlay): Iterable<Problem> {
  for (const { object, containers } of workloads) {
    for (const { name, image, imagePullPolicy } of containers) {
      const tag = tagOf(image);
      if (!tag || tag === 'latest') {
        yield {
          object,
          message: `image ${image} of container ${name} has no version: give it a tag that stays what it is`,
        };
      }
      if (imagePullPolicy !== 'IfNotPresent') {
        yield { object, message: `container ${name} needs imagePullPolicy: IfNotPresent` };
      }
    }
  }
}

/** A slice that the overlay's `images` forgot would be pulled from somewhere else. */
function* oneRegistry({ workloads }: Overlay): Iterable<Problem> {
  const ours = workloads.flatMap(({ object, containers }) =>
    containers.flatMap(({ image = '' }) => {
      const registry = registryOf(image);
      return registry === undefined ? [] : [{ object, image, registry }];
    }),
  );
  for (const { object, image, registry } of ours.filter(({ registry }) => registry !== ours[0]?.registry)) {
    const message = `image ${image} comes from "${registry}", the shop's others from "${ours[0]?.registry}": name it under images in the overlay's kustomization.yaml`;
    yield { object, message };
  }
}

function* versions({ workloads }: Overlay): Iterable<Problem> {
  for (const { object, labels, pod } of workloads) {
    const tag = tagOf(pod.containers[0]?.image);
    if (labels[label('version')] !== tag) {
      const message = `its image is ${tag}, its label ${label('version')} says ${labels[label('version')]}: change both`;
      yield { object, message };
    }
  }
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
function* labels({ objects, workloads }: Overlay): Iterable<Problem> {
  for (const object of objects) {
    const identified = ['Deployment', 'StatefulSet', 'Job', 'Service', 'ServiceAccount'].includes(object.kind);
    for (const name of ['part-of', ...(identified ? ['name', 'component'] : [])]) {
      if (!object.metadata?.labels?.[label(name)]) yield { object, message: `it has no label ${label(name)}` };
    }
  }
  for (const { object, labels } of workloads) {
    const wrong = Object.entries(object.metadata?.labels ?? {}).find(([name, value]) => labels[name] !== value);
    if (wrong) yield { object, message: `its pods lack its label ${wrong.join(': ')} (includeTemplates adds it)` };
    if (object.spec?.selector?.matchLabels?.[label('version')]) {
      yield { object, message: 'its selector names the version: selectors cannot change, so no release could follow' };
    }
  }
}
