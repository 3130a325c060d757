import { isDeepStrictEqual } from 'node:util';
import type { Overlay, Problem, Rule } from './overlay.ts';

/** What every pod must be like, whatever it runs. */
export const podRules: Rule[] = [probes, resources, security];

function* probes({ workloads }: Overlay): Iterable<Problem> {
  for (const { object, pod } of workloads.filter(({ object }) => object.kind !== 'Job')) {
    for (const { name, startupProbe, readinessProbe, livenessProbe } of pod.containers) {
      for (const [field, probe] of Object.entries({ startupProbe, readinessProbe, livenessProbe })) {
        if (!probe) yield { object, message: `container ${name} has no ${field}: give it one` };
        if (probe?.httpGet && (probe.httpGet.path ?? '/') === '/') {
          yield {
            object,
            message: `the ${field} of container ${name} asks for /, a page: it needs an endpoint of its own`,
          };
        }
      }
      if (
        readinessProbe &&
        isDeepStrictEqual(readinessProbe.httpGet ?? readinessProbe.exec, livenessProbe?.httpGet ?? livenessProbe?.exec)
      ) {
        const message = `readinessProbe and livenessProbe of container ${name} ask the same: what it waits for must cost it its traffic (/ready), not its life (/live)`;
        yield { object, message };
      }
    }
  }
}

function* resources({ workloads }: Overlay): Iterable<Problem> {
  for (const { object, containers } of workloads) {
    for (const { name, resources: { requests = {}, limits = {} } = {} } of containers) {
      for (const resource of ['cpu', 'memory'].filter((resource) => !(resource in requests))) {
        yield { object, message: `container ${name} has no ${resource} request: the scheduler places it blindly` };
      }
      if (!('memory' in limits)) {
        yield { object, message: `container ${name} has no memory limit: a leak would take its node down` };
      }
    }
  }
}

/** The restricted Pod Security Standard, and what it leaves open. */
function* security({ workloads }: Overlay): Iterable<Problem> {
  for (const { object, pod, containers } of workloads) {
    const { runAsNonRoot, runAsUser, seccompProfile } = pod.securityContext ?? {};
    const ofPod = {
      'securityContext.runAsNonRoot: true': runAsNonRoot === true,
      'securityContext.runAsUser, a number above 0': Number(runAsUser) > 0,
      'securityContext.seccompProfile.type: RuntimeDefault': seccompProfile?.type === 'RuntimeDefault',
      'automountServiceAccountToken: false': pod.automountServiceAccountToken === false,
      'enableServiceLinks: false': pod.enableServiceLinks === false,
    };
    for (const [needed, there] of Object.entries(ofPod)) {
      if (!there) yield { object, message: `its pods need ${needed}` };
    }
    for (const { name, securityContext } of containers) {
      const ofContainer = {
        'readOnlyRootFilesystem: true': securityContext?.readOnlyRootFilesystem === true,
        'allowPrivilegeEscalation: false': securityContext?.allowPrivilegeEscalation === false,
        'capabilities.drop: [ALL]': isDeepStrictEqual(securityContext?.capabilities, { drop: ['ALL'] }),
      };
      for (const [needed, there] of Object.entries(ofContainer)) {
        if (!there) yield { object, message: `container ${name} needs securityContext.${needed}` };
      }
    }
  }
}
