import { addressesOf, targetsOf } from './addresses.ts';
import { nameOf, type Overlay, type Problem, type Rule } from './overlay.ts';

/** Every name in an overlay is the name of something. */
export const referenceRules: Rule[] = [
  namespaces,
  secretsStayOutside,
  references,
  volumes,
  services,
  probePorts,
  addresses,
  followedSlices,
  ingresses,
  autoscalers,
];

/** Made in the cluster and never committed; k8s/README.md says how. */
const SECRETS = ['database-owner', 'database-api', 'accounts', 'mail', 'boutique-tls'];

function* namespaces(overlay: Overlay): Iterable<Problem> {
  for (const object of overlay.all('Namespace')) {
    for (const mode of ['enforce', 'audit', 'warn']) {
      const label = `pod-security.kubernetes.io/${mode}`;
      if (object.metadata?.labels?.[label] !== 'restricted') {
        yield { object, message: `it needs the label ${label}: restricted` };
      }
    }
  }
  for (const object of overlay.objects.filter(({ kind }) => kind !== 'Namespace')) {
    const { namespace = '' } = object.metadata ?? {};
    if (!overlay.find('Namespace', namespace)) {
      yield {
        object,
        message: `its namespace "${namespace}" is none of the overlay: set namespace in kustomization.yaml`,
      };
    }
  }
}

function* secretsStayOutside(overlay: Overlay): Iterable<Problem> {
  for (const object of overlay.all('Secret').filter(({ data, stringData }) => data ?? stringData)) {
    yield { object, message: 'a secret that is committed is none: create it in the cluster, and refer to it by name' };
  }
}

/** Every key of an object with its value, however deep. */
function* entriesOf(node: unknown): Iterable<[string, unknown]> {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    yield [key, value];
    yield* entriesOf(value);
  }
}

const SECRET_KEYS = ['secret', 'secretRef', 'secretKeyRef', 'passwordSecret'];
const CONFIG_MAP_KEYS = ['configMap', 'configMapRef', 'configMapKeyRef'];

function* references(overlay: Overlay): Iterable<Problem> {
  for (const object of overlay.objects) {
    for (const [key, value] of entriesOf(object)) {
      const name = typeof value === 'string' ? value : (value as { name?: string } | null)?.name;
      if (!name) continue;
      if ((key === 'secretName' || SECRET_KEYS.includes(key)) && !SECRETS.includes(name)) {
        yield { object, message: `nobody creates the Secret ${name}; known are ${SECRETS.join(', ')}` };
      }
      if (CONFIG_MAP_KEYS.includes(key) && !overlay.find('ConfigMap', name)) {
        yield { object, message: `there is no ConfigMap ${name}: a configMapGenerator makes it` };
      }
      if (key === 'serviceAccountName' && !overlay.find('ServiceAccount', name)) {
        yield { object, message: `there is no ServiceAccount ${name}` };
      }
    }
  }
  for (const { object } of overlay.workloads.filter(({ pod }) => !pod.serviceAccountName)) {
    yield { object, message: 'its pods need a serviceAccountName of their own' };
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

function* services(overlay: Overlay): Iterable<Problem> {
  for (const object of overlay.all('Service')) {
    if (overlay.podsOf({ matchLabels: object.spec?.selector ?? { '': '' } }).length === 0) {
      yield { object, message: `it selects no pod by ${JSON.stringify(object.spec?.selector)}` };
      continue;
    }
    for (const { port, targetPort } of object.spec?.ports ?? []) {
      if (targetsOf(overlay, nameOf(object), port).length === 0) {
        yield {
          object,
          message: `its port ${port} leads to ${targetPort ?? port}, which is no container port of its pods`,
        };
      }
    }
  }
}

function* probePorts({ workloads }: Overlay): Iterable<Problem> {
  for (const { object, pod } of workloads) {
    for (const { name, ports = [], ...container } of pod.containers) {
      for (const field of ['startupProbe', 'readinessProbe', 'livenessProbe'] as const) {
        const port = (container[field]?.httpGet ?? container[field]?.tcpSocket)?.port;
        const found = ports.some((there) => there.name === port || there.containerPort === port);
        if (port !== undefined && !found) {
          yield {
            object,
            message: `the ${field} of container ${name} asks port ${port}, which the container does not have`,
          };
        }
      }
    }
  }
}

function* addresses(overlay: Overlay): Iterable<Problem> {
  for (const workload of overlay.workloads) {
    for (const { host, port } of addressesOf(overlay, workload)) {
      if (targetsOf(overlay, host, port).length === 0) {
        const message = `it is told to call ${host}:${port}, but no Service of that name has that port`;
        yield { object: workload.object, message };
      }
    }
  }
}

/** A slice that the API does not follow never gets into the page, unless its team publishes each release by hand. */
function* followedSlices(overlay: Overlay): Iterable<Problem> {
  const component = 'app.kubernetes.io/component';
  const api = overlay.workloads.find(({ labels }) => labels[component] === 'api');
  const followed = api ? addressesOf(overlay, api).flatMap(({ host, port }) => targetsOf(overlay, host, port)) : [];
  const isPublished = (labels: Record<string, string>) => labels['boutique.example/origin'] === 'published';
  const slices = overlay.workloads.filter(({ labels }) => labels[component] === 'slice' && !isPublished(labels));
  for (const slice of slices) {
    if (!followed.some(({ pods }) => pods === slice)) {
      yield {
        object: slice.object,
        message: 'FRONTEND_ORIGINS of the api does not name it: no page would show this slice',
      };
    }
  }
}

function* ingresses(overlay: Overlay): Iterable<Problem> {
  for (const object of overlay.all('Ingress')) {
    const paths = (object.spec?.rules ?? []).flatMap(({ http }) => http?.paths ?? []);
    for (const { path, backend } of paths) {
      const { name = '', port } = backend.service ?? {};
      const wanted = port?.name ?? port?.number ?? '';
      if (targetsOf(overlay, name, wanted).length === 0) {
        yield { object, message: `${path} leads to ${name}:${wanted}, which is no port of a Service` };
      }
    }
  }
}

function* autoscalers(overlay: Overlay): Iterable<Problem> {
  for (const object of overlay.all('HorizontalPodAutoscaler')) {
    const { kind, name } = object.spec?.scaleTargetRef ?? {};
    if (!overlay.workloads.some((workload) => workload.object.kind === kind && nameOf(workload.object) === name)) {
      yield { object, message: `it scales ${kind}/${name}, which is not there` };
    }
  }
}
