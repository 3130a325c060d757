import { registryOf } from './identity-rules.ts';
import { nameOf, type Overlay, type Problem, type Rule, selects, type Workload } from './overlay.ts';

/** What keeps a part up while its pods come and go. */
export const rolloutRules: Rule[] = [rollout, replicas, disruptionBudget, spread];

const deployments = ({ workloads }: Overlay) =>
  workloads.flatMap(({ object, ...rest }) => (object.kind === 'Deployment' ? [{ object, ...rest }] : []));

/**
 * The exception: an annotation that says why a tool runs once, and may be away while its node restarts. No part of the
 * shop itself can have it.
 */
const SINGLE = 'boutique/single-replica';

const isSingle = ({ object, containers }: Workload): boolean =>
  Boolean(object.metadata?.annotations?.[SINGLE]) && containers.every(({ image }) => registryOf(image) === undefined);

const replicated = (overlay: Overlay) => deployments(overlay).filter((workload) => !isSingle(workload));

/** What the servers take to finish after SIGTERM. */
const DRAIN_SECONDS = 10;

function* rollout(overlay: Overlay): Iterable<Problem> {
  for (const { object, pod } of deployments(overlay)) {
    const { maxUnavailable, maxSurge } = object.spec?.strategy?.rollingUpdate ?? {};
    if (maxUnavailable !== 0 || !maxSurge) {
      yield {
        object,
        message: 'a rollout takes pods away: strategy.rollingUpdate needs maxUnavailable: 0 and maxSurge: 1',
      };
    }
    for (const { name, lifecycle } of pod.containers) {
      const sleep = lifecycle?.preStop?.sleep?.seconds;
      if (!sleep) {
        const message = `container ${name} needs lifecycle.preStop.sleep: requests still come while its address is taken away`;
        yield { object, message };
      }
      const needed = (sleep ?? 0) + DRAIN_SECONDS;
      if ((pod.terminationGracePeriodSeconds ?? 30) < needed) {
        yield {
          object,
          message: `container ${name} needs terminationGracePeriodSeconds of ${needed} or more: preStop and drain`,
        };
      }
    }
  }
}

function* replicas(overlay: Overlay): Iterable<Problem> {
  const scalers = overlay.all('HorizontalPodAutoscaler');
  for (const workload of deployments(overlay)) {
    const { object } = workload;
    const scaler = scalers.find(({ spec }) => spec?.scaleTargetRef.name === nameOf(object));
    const fixed = object.spec?.replicas;
    if (scaler && fixed !== undefined) {
      yield {
        object,
        message: `replicas: ${fixed} would undo its HorizontalPodAutoscaler at every apply: leave it out`,
      };
    }
    const least = fixed ?? scaler?.spec?.minReplicas ?? 1;
    const single = isSingle(workload);
    if (single && fixed !== 1) yield { object, message: `its annotation ${SINGLE} wants replicas: 1, not ${fixed}` };
    if (!single && least < 2) {
      yield { object, message: `${least} replica is an outage whenever its node restarts: 2 or more` };
    }
  }
}

function* disruptionBudget(overlay: Overlay): Iterable<Problem> {
  const budgets = overlay.all('PodDisruptionBudget');
  for (const { object, labels } of replicated(overlay)) {
    // without a selector a budget protects nobody
    if (!budgets.some(({ spec }) => spec?.selector && selects(spec.selector, labels))) {
      yield { object, message: 'no PodDisruptionBudget selects its pods: draining nodes may take them all at once' };
    }
  }
}

function* spread(overlay: Overlay): Iterable<Problem> {
  for (const { object, labels, pod } of replicated(overlay)) {
    const overHosts = (pod.topologySpreadConstraints ?? []).filter(
      ({ topologyKey, labelSelector }) =>
        topologyKey === 'kubernetes.io/hostname' && labelSelector && selects(labelSelector, labels),
    );
    if (overHosts.length === 0) {
      yield {
        object,
        message: 'no topologySpreadConstraint of its own pods over kubernetes.io/hostname: one node may get all',
      };
    }
  }
}
