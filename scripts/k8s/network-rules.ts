import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { addressesOf, targetsOf } from './addresses.ts';
import { nameOf, type Overlay, type Pods, type Problem, type Rule, type Selector, selects } from './overlay.ts';

/** Who may talk to whom: what the policies forbid, what the shop needs, and that the two agree. */
export const networkRules: Rule[] = [defaultDeny, policySelectors, entrances, edges, names];

type Direction = 'Ingress' | 'Egress';

interface Peer {
  podSelector?: Selector;
  namespaceSelector?: Selector;
  ipBlock?: object;
}

interface Allowance {
  policy: INetworkPolicy;
  peers: Peer[] | undefined;
  ports: { port?: number | string }[] | undefined;
}

function allowances(policy: INetworkPolicy, direction: Direction): Allowance[] {
  const { ingress = [], egress = [] } = policy.spec ?? {};
  return direction === 'Ingress'
    ? ingress.map(({ from, ports }) => ({ policy, peers: from, ports }))
    : egress.map(({ to, ports }) => ({ policy, peers: to, ports }));
}

/** What applies to pods with these labels. */
const allowancesFor = (overlay: Overlay, { labels }: Pods, direction: Direction): Allowance[] =>
  overlay
    .all('NetworkPolicy')
    .filter(({ spec }) => selects(spec?.podSelector ?? {}, labels))
    .flatMap((policy) => allowances(policy, direction));

const opens = ({ ports }: Allowance, to: Pods, number: number): boolean =>
  !ports || ports.some(({ port }) => port === number || to.ports.some((p) => p.number === number && p.name === port));

const isFor = ({ peers }: Allowance, other: Pods): boolean =>
  !peers ||
  peers.some(
    ({ podSelector, namespaceSelector }) => podSelector && !namespaceSelector && selects(podSelector, other.labels),
  );

function* defaultDeny(overlay: Overlay): Iterable<Problem> {
  const denies = overlay
    .all('NetworkPolicy')
    .some(
      ({ spec }) =>
        spec?.podSelector &&
        Object.keys(spec.podSelector).length === 0 &&
        (['Ingress', 'Egress'] as const).every((type) => spec.policyTypes?.includes(type)) &&
        !spec.ingress &&
        !spec.egress,
    );
  const [object] = overlay.all('Namespace');
  if (object && !denies) {
    yield {
      object,
      message: 'no NetworkPolicy denies everything by default: one with podSelector: {} and both policyTypes',
    };
  }
}

function* policySelectors(overlay: Overlay): Iterable<Problem> {
  for (const object of overlay.all('NetworkPolicy')) {
    const peers = (['Ingress', 'Egress'] as const).flatMap((direction) =>
      allowances(object, direction).flatMap(({ peers = [] }) => peers),
    );
    // pods of other namespaces are not ours to know
    const ours = peers.flatMap(({ podSelector, namespaceSelector }) =>
      podSelector && !namespaceSelector ? [podSelector] : [],
    );
    for (const selector of [object.spec?.podSelector ?? {}, ...ours]) {
      if (overlay.podsOf(selector).length === 0) {
        yield { object, message: `it selects no pod by ${JSON.stringify(selector)}: correct the labels, or drop it` };
      }
    }
  }
}

/** A Service whose pods nobody may reach is an outage that every probe calls healthy: kubelets pass all policies. */
function* entrances(overlay: Overlay): Iterable<Problem> {
  for (const object of overlay.all('Service').filter(({ spec }) => !spec?.publishNotReadyAddresses)) {
    for (const { port } of object.spec?.ports ?? []) {
      for (const { pods, number } of targetsOf(overlay, nameOf(object), port)) {
        if (!allowancesFor(overlay, pods, 'Ingress').some((allowance) => opens(allowance, pods, number))) {
          yield {
            object,
            message: `no NetworkPolicy lets anybody reach port ${number} of ${nameOf(pods.object)}: add one`,
          };
        }
      }
    }
  }
}

function* edges(overlay: Overlay): Iterable<Problem> {
  for (const workload of overlay.workloads) {
    const { object } = workload;
    for (const { host, port } of addressesOf(overlay, workload)) {
      for (const { pods, number } of targetsOf(overlay, host, port)) {
        const leaves = allowancesFor(overlay, workload, 'Egress').some((a) => isFor(a, pods) && opens(a, pods, number));
        if (!leaves) yield { object, message: `it calls ${host}:${port}, but no NetworkPolicy allows it that egress` };
        const enters = allowancesFor(overlay, pods, 'Ingress').some(
          (a) => isFor(a, workload) && opens(a, pods, number),
        );
        if (!enters) {
          yield {
            object,
            message: `it calls ${host}:${port}, but no NetworkPolicy of ${nameOf(pods.object)} lets it in`,
          };
        }
      }
    }
  }
}

function* names(overlay: Overlay): Iterable<Problem> {
  for (const workload of overlay.workloads) {
    const asks = allowancesFor(overlay, workload, 'Egress').some(({ ports }) => ports?.some(({ port }) => port === 53));
    const { object } = workload;
    const calls = addressesOf(overlay, workload).length > 0;
    if (calls && !asks)
      yield { object, message: 'it calls others by name, but no NetworkPolicy allows it DNS: port 53' };
    if (!calls && asks) yield { object, message: 'it calls nobody: no NetworkPolicy needs to allow it DNS' };
  }
}
