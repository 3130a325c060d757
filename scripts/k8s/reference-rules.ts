import type { IIngress } from 'kubernetes-models/networking.k8s.io/v1';
import type { IService } from 'kubernetes-models/v1';
import { type Address, addressesOf, targetsOf } from './addresses.ts';
import { type KubernetesObject, nameOf, type Overlay, type Problem, type Rule } from './overlay.ts';

/** Every name in an overlay must refer to an existing object. */
export const referenceRules: Rule[] = [namespaces, references, volumes, addresses, followedSlices];

type Kind = KubernetesObject['kind'];

/** Fields that refer to another object, by a string or by their field `name`. */
const KINDS: Record<string, Kind> = {
  secret: 'Secret',
  secretName: 'Secret',
  secretRef: 'Secret',
  secretKeyRef: 'Secret',
  passwordSecret: 'Secret',
  configMap: 'ConfigMap',
  configMapRef: 'ConfigMap',
  configMapKeyRef: 'ConfigMap',
  serviceAccountName: 'ServiceAccount',
};

/** Secrets are created in the cluster and never committed; see k8s/README.md. */
const SECRETS = ['database-owner', 'database-api', 'accounts', 'shell', 'mail', 'stripe', 'overrides', 'boutique-tls'];

function* namespaces(overlay: Overlay): Iterable<Problem> {
  for (const object of overlay.objects.filter(({ kind }) => kind !== 'Namespace')) {
    const { namespace = '' } = object.metadata ?? {};
    if (!overlay.find('Namespace', namespace)) {
      const message = `its namespace "${namespace}" is none of the overlay: set namespace in kustomization.yaml`;
      yield { object, message };
    }
  }
}

/** Every key of an object with its value, at any depth. */
function* entriesOf(node: unknown): Iterable<[string, unknown]> {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    yield [key, value];
    yield* entriesOf(value);
  }
}

function* references(overlay: Overlay): Iterable<Problem> {
  for (const object of overlay.objects) {
    for (const [key, value] of entriesOf(object)) {
      const named = (typeof value === 'string' ? { name: value } : value) as { kind?: Kind; name?: string } | null;
      const kind = key === 'scaleTargetRef' ? named?.kind : KINDS[key];
      if (!kind || !named?.name) continue;
      const found = kind === 'Secret' ? SECRETS.includes(named.name) : overlay.find(kind, named.name);
      const known = kind === 'Secret' ? `: the cluster has ${SECRETS.join(', ')}` : '';
      if (!found) yield { object, message: `${key}: there is no ${kind} ${named.name}${known}` };
    }
  }
}

function* volumes({ workloads }: Overlay): Iterable<Problem> {
  for (const { object, pod, containers } of workloads) {
    const claims = object.kind === 'StatefulSet' ? (object.spec?.volumeClaimTemplates ?? []) : [];
    const there = [...(pod.volumes ?? []).map(({ name }) => name), ...claims.map(({ metadata }) => metadata?.name)];
    for (const { name, volumeMounts = [] } of containers) {
      for (const mount of volumeMounts.filter((mount) => !there.includes(mount.name))) {
        yield { object, message: `container ${name} mounts ${mount.name}, which is no volume of its pod` };
      }
    }
  }
}

const portsOf = (service: IService): Address[] =>
  (service.spec?.ports ?? []).map(({ port }) => ({ host: nameOf(service), port }));

const backendsOf = ({ spec }: IIngress): Address[] =>
  (spec?.rules ?? [])
    .flatMap(({ http }) => http?.paths ?? [])
    .map(({ backend: { service } }) => ({
      host: service?.name ?? '',
      port: service?.port?.name ?? service?.port?.number ?? '',
    }));

/** Addresses in workloads, Ingresses and Services must lead to pods. */
function* addresses(overlay: Overlay): Iterable<Problem> {
  const known: (readonly [KubernetesObject, Address[]])[] = [
    ...overlay.workloads.map((workload) => [workload.object, addressesOf(overlay, workload)] as const),
    ...overlay.all('Ingress').map((ingress) => [ingress, backendsOf(ingress)] as const),
    ...overlay.all('Service').map((service) => [service, portsOf(service)] as const),
  ];
  for (const [object, addresses] of known) {
    for (const { host, port } of addresses.filter(({ host, port }) => targetsOf(overlay, host, port).length === 0)) {
      const message = `${host}:${port} leads nowhere: no Service has that name and port, or its pods do not have its targetPort`;
      yield { object, message };
    }
  }
}

/** The API must follow the server of each slice: a server that is not followed has no effect. */
function* followedSlices(overlay: Overlay): Iterable<Problem> {
  const component = 'app.kubernetes.io/component';
  const api = overlay.workloads.find(({ labels }) => labels[component] === 'api');
  const followed = api ? addressesOf(overlay, api).flatMap(({ host, port }) => targetsOf(overlay, host, port)) : [];
  const slices = overlay.workloads.filter(({ labels }) => labels[component] === 'slice');
  for (const { object } of slices.filter((slice) => !followed.some(({ pods }) => pods === slice))) {
    yield { object, message: 'FRONTEND_ORIGINS of the api does not name it: no page would show this slice' };
  }
}
