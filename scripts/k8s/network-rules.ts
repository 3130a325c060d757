import { isDeepStrictEqual } from 'node:util';
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { addressesOf, targetsOf } from './addresses.ts';
import { nameOf, type Overlay, type Pods, type Problem, type Rule, type Selector, selects } from './overlay.ts';

/** Checks network policies: everything is denied by default, and exactly the shop's own connections are allowed. */
export const networkRules: Rule[] = [defaultDeny, selectors, entrances, edges, names];

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

/** The allowances of all policies that apply to these pods. */
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

const DENY_ALL = { podSelector: {}, policyTypes: ['Ingress', 'Egress'] };

function* defaultDeny(overlay: Overlay): Iterable<Problem> {
  if (overlay.all('NetworkPolicy').some(({ spec }) => isDeepStrictEqual(spec, DENY_ALL))) return;
  for (const object of overlay.all('Namespace')) {
    yield { object, message: `no NetworkPolicy denies everything by default, with spec ${JSON.stringify(DENY_ALL)}` };
  }
}

/** Every policy and Service must select at least one pod. Pods in other namespaces are not checked. */
function* selectors(overlay: Overlay): Iterable<Problem> {
  const meant = [
    ...overlay
      .all('Service')
      .map((object) => ({ object, selector: { matchLabels: object.spec?.selector ?? { '': '' } } })),
    ...overlay.all('NetworkPolicy').flatMap((object) => {
      const allowed = [...allowances(object, 'Ingress'), ...allowances(object, 'Egress')];
      const peers = allowed.flatMap(({ peers = [] }) => peers).filter(({ namespaceSelector }) => !namespaceSelector);
      return [object.spec?.podSelector ?? {}, ...peers.flatMap(({ podSelector = [] }) => podSelector)].map(
        (selector) => ({ object, selector }),
      );
    }),
  ];
  for (const { object, selector } of meant.filter(({ selector }) => overlay.podsOf(selector).length === 0)) {
    yield { object, message: `it selects no pod by ${JSON.stringify(selector)}: correct the labels, or drop it` };
  }
}

/** Some policy must let traffic into each Service. Probes would not notice: policies do not apply to kubelets. */
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
        const allows = (from: Pods, direction: Direction, to: Pods) =>
          allowancesFor(overlay, from, direction).some((each) => isFor(each, to) && opens(each, pods, number));
        const complaint = `it calls ${host}:${port}, but no NetworkPolicy`;
        if (!allows(workload, 'Egress', pods)) yield { object, message: `${complaint} allows it that egress` };
        if (!allows(pods, 'Ingress', workload)) {
          yield { object, message: `${complaint} of ${nameOf(pods.object)} lets it in` };
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
    if (calls && !asks) {
      yield { object, message: 'it calls others by name, but no NetworkPolicy allows it DNS: port 53' };
    }
    if (!calls && asks) yield { object, message: 'it calls no other part: no NetworkPolicy needs to allow it DNS' };
  }
}
