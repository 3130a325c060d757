import { setTimeout as delay } from 'node:timers/promises';
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment';
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import type { IJob } from 'kubernetes-models/batch/v1/Job';
import { readKubectl } from './commands.ts';
import { diagnosisOf } from './diagnosis.ts';

type Part = IStatefulSet | IJob | IDeployment;

interface Progress {
  name: string;
  /** The label of its pods. */
  part: string;
  state: 'ready' | 'waiting' | 'failed';
  says: string;
}

/**
 * Waits until each part runs only its newest version, and prints the progress.
 * @throws Error that names the parts that are not ready, with their last events and log lines
 */
export async function waitForRollout(): Promise<void> {
  const seconds = Number(process.env.MINIKUBE_WAIT_SECONDS ?? 300);
  const deadline = performance.now() + seconds * 1000;
  const printed = new Map<string, string>();
  for (;;) {
    const parts = await readProgress();
    for (const { name, says } of parts.filter(({ name, says }) => printed.get(name) !== says)) {
      console.log(`  ${name.padEnd(18)} ${says}`);
      printed.set(name, says);
    }
    const waiting = parts.filter(({ state }) => state !== 'ready');
    if (waiting.length === 0) return;
    const late = performance.now() > deadline;
    if (late || waiting.some(({ state }) => state === 'failed')) {
      const reports = await Promise.all(
        waiting.map(async ({ name, part, says }) => `${name}: ${says}\n${await diagnosisOf(part)}`),
      );
      const title = late ? `Not ready after ${seconds} s (MINIKUBE_WAIT_SECONDS).` : 'The rollout failed.';
      throw new Error([`${title} Everything is left as it is.`, ...reports].join('\n\n'));
    }
    await delay(1000);
  }
}

async function readProgress(): Promise<Progress[]> {
  const output = await readKubectl(['get', 'statefulsets,jobs,deployments', '--output=json']);
  const { items } = JSON.parse(output) as { items: Part[] };
  // an empty list would count as ready
  if (items.length === 0) throw new Error('Nothing was deployed: the cluster has no StatefulSet, Job or Deployment.');
  return items.map((part) => {
    const { name = '', labels = {} } = part.metadata ?? {};
    return { name, part: labels['app.kubernetes.io/name'] ?? name, ...progressOf(part) };
  });
}

function progressOf(part: Part): Omit<Progress, 'name' | 'part'> {
  if (part.kind === 'Job') {
    const { succeeded = 0, conditions = [] } = part.status ?? {};
    if (succeeded > 0) return { state: 'ready', says: 'done' };
    const failure = conditions.find(({ type, status }) => type === 'Failed' && status === 'True');
    return failure ? { state: 'failed', says: `failed: ${failure.reason}` } : { state: 'waiting', says: 'running' };
  }
  const wanted = part.spec?.replicas ?? 1;
  const { observedGeneration = 0, replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = part.status ?? {};
  // until the controller has seen this spec, the status is about the previous one
  const seen = observedGeneration >= (part.metadata?.generation ?? 0);
  if (seen && [replicas, updatedReplicas, availableReplicas].every((count) => count === wanted)) {
    return { state: 'ready', says: `ready, ${wanted} of ${wanted}` };
  }
  const counts = seen ? `${availableReplicas} of ${wanted} available, ${updatedReplicas} new` : 'not begun';
  return { state: 'waiting', says: `waiting: ${counts}` };
}
