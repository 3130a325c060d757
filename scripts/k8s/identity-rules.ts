import { nameOf, type Overlay, type Problem, type Rule } from './overlay.ts';

/** Rules for image names, versions and labels. */
export const identityRules: Rule[] = [oneRegistry, versions, labels];

/** Registry of an image of the shop, "" for none; undefined for an image that is not the shop's. */
export const registryOf = (image = ''): string | undefined => /^(.*)boutique\/[^/]+$/.exec(image)?.[1];

/** If the overlay's `images` lacks a slice, its image would be pulled from another registry. */
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

const VERSION = 'app.kubernetes.io/version';
/** The end of the name of a ConfigMap that Kustomize generates. */
const HASH = /-[a-z0-9]{10}$/;

function* versions({ workloads }: Overlay): Iterable<Problem> {
  for (const { object, labels, pod, containers } of workloads) {
    const [, tag] = /:([^:/@]+)(?:@|$)/.exec(pod.containers[0]?.image ?? '') ?? [];
    if (labels[VERSION] !== tag) {
      yield { object, message: `its image is ${tag}, its label ${VERSION} says ${labels[VERSION]}: change both` };
    }
    if (object.kind !== 'Job') continue;
    const suffix = `-${tag?.replaceAll('.', '-')}`;
    if (!nameOf(object).replace(HASH, '').endsWith(suffix)) {
      const message = `a Job cannot be changed, so the next version needs another: end its name with ${suffix} (nameSuffix)`;
      yield { object, message };
    }
    const settings = containers.flatMap(({ envFrom = [] }) => envFrom.map(({ configMapRef }) => configMapRef?.name));
    if (!settings.includes(nameOf(object))) {
      const message = `a Job cannot be changed, so other settings need another: it has the name of its ConfigMap, ${settings[0]} (name-reference.yaml)`;
      yield { object, message };
    }
  }
}

function* labels({ workloads }: Overlay): Iterable<Problem> {
  for (const { object, labels } of workloads) {
    const wrong = Object.entries(object.metadata?.labels ?? {}).find(([name, value]) => labels[name] !== value);
    if (wrong) yield { object, message: `its pods lack its label ${wrong.join(': ')} (includeTemplates adds it)` };
    if (object.spec?.selector?.matchLabels?.[VERSION]) {
      yield { object, message: 'its selector names the version: selectors cannot change, so no release could follow' };
    }
  }
}
