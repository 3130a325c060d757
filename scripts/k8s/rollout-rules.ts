import { registryOf } from './identity-rules.ts';
import { nameOf, type Overlay, type Problem, type Rule, selects, type Workload } from './overlay.ts';

/** What keeps a part up while its pods come and go. */
export const rolloutRules: Rule[] = [replicas, disruptions];

const deployments = ({ workloads }: Overlay) =>
  workloads.flatMap(({ object, ...rest }) => (object.kind === 'Deployment' ? [{ object, ...rest }] : []));

/**
 * The exception: an annotation that says why a tool runs once, and may be away while its node restarts. No part of the
 * shop itself can have it.
 */
const SINGLE = 'boutique/single-replica';

const isSingle = ({ object, containers }: Workload): boolean =>
  Boolean(object.metadata?.annotations?.[SINGLE]) && containers.every(({ image }) => registryOf(image) === undefined);

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

/** A node that is drained, or lost, takes one pod of a part. */
function* disruptions(overlay: Overlay): Iterable<Problem> {
  const budgets = overlay.all('PodDisruptionBudget');
  for (const { object, labels, pod } of deployments(overlay).filter((workload) => !isSingle(workload))) {
    // without a selector a budget protects nothing, and a constraint counts no pods
    const budget = budgets.some(({ spec }) => spec?.selector && selects(spec.selector, labels));
    if (!budget) {
      yield { object, message: 'no PodDisruptionBudget selects its pods: draining nodes may take them all at once' };
    }
    const spread = pod.topologySpreadConstraints?.some(
      ({ topologyKey, labelSelector }) =>
        topologyKey === 'kubernetes.io/hostname' && labelSelector && selects(labelSelector, labels),
    );
    if (!spread) {
      const message = 'no topologySpreadConstraint of its own pods over kubernetes.io/hostname: one node may get all';
      yield { object, message };
    }
  }
}
