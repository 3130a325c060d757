import { registryOf } from './identity-rules.ts';
import { nameOf, type Overlay, type Problem, type Rule, selects, type Workload } from './overlay.ts';

/** Rules that keep a part available while its pods are replaced. */
export const rolloutRules: Rule[] = [replicas, disruptions];

const deployments = ({ workloads }: Overlay) =>
  workloads.flatMap(({ object, ...rest }) => (object.kind === 'Deployment' ? [{ object, ...rest }] : []));

/**
 * An annotation that exempts a tool from these rules; its value says why the tool runs once and may be unavailable
 * while its node restarts. It has no effect on parts of the shop.
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

/** A drained or lost node must not take more than one pod of a part. */
function* disruptions(overlay: Overlay): Iterable<Problem> {
  const budgets = overlay.all('PodDisruptionBudget');
  for (const { object, labels, pod } of deployments(overlay).filter((workload) => !isSingle(workload))) {
    // without a selector, a budget protects no pods and a constraint counts none
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
