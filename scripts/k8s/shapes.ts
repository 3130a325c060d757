import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { KubernetesObject, Overlay, Problem } from './overlay.ts';

/** Rules for single objects, beyond the schema of their kind. Rules between objects are in the other files. */
const object = z.looseObject;
const text = z.string().min(1);
const quantity = z.custom((value) => value !== undefined, 'is missing');

const port = z.union([z.string(), z.number()]);

const probe = object({
  httpGet: object({
    path: z.string().min(2, 'asks for a page: a probe needs an endpoint of its own'),
    port,
  }).optional(),
  tcpSocket: object({ port }).optional(),
});

const container = object({
  image: z.string().regex(/:(?!latest(?:@|$))[^:/@]+(?:@|$)/, 'has no version: give it a tag that stays what it is'),
  imagePullPolicy: z.literal('IfNotPresent'),
  resources: object({
    // without requests the scheduler cannot place a container well; without a limit a memory leak takes down its node
    requests: object({ cpu: quantity, memory: quantity }),
    limits: object({ memory: quantity }),
  }),
  securityContext: object({
    readOnlyRootFilesystem: z.literal(true),
    allowPrivilegeEscalation: z.literal(false),
    capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
  }),
});

const server = object({
  ...container.shape,
  ports: z.array(object({ name: z.string().optional(), containerPort: z.number() })).default([]),
  startupProbe: probe,
  readinessProbe: probe,
  livenessProbe: probe,
})
  .refine(
    ({ readinessProbe: ready, livenessProbe: live }) =>
      !isDeepStrictEqual(ready.httpGet ?? ready.exec, live.httpGet ?? live.exec),
    'readinessProbe and livenessProbe ask the same: what it waits for must cost it its traffic (/ready), not its life (/live)',
  )
  .refine(
    ({ ports, startupProbe, readinessProbe, livenessProbe }) =>
      [startupProbe, readinessProbe, livenessProbe].every(({ httpGet, tcpSocket }) => {
        const { port } = httpGet ?? tcpSocket ?? {};
        return port === undefined || ports.some(({ name, containerPort }) => port === name || port === containerPort);
      }),
    'a probe asks a port that the container does not have',
  );

/** preStop waits, because requests still arrive while a pod's address is being removed. */
const rolling = server.and(
  object({ lifecycle: object({ preStop: object({ sleep: object({ seconds: z.number().positive() }) }) }) }),
);

/** The restricted Pod Security Standard, and further rules. */
const pod = <Container extends z.ZodType>(containers: Container) =>
  object({
    serviceAccountName: text,
    automountServiceAccountToken: z.literal(false),
    enableServiceLinks: z.literal(false),
    securityContext: object({
      runAsNonRoot: z.literal(true),
      runAsUser: z.number().positive(),
      seccompProfile: object({ type: z.literal('RuntimeDefault') }),
    }),
    containers: z.array(containers),
    initContainers: z.array(container).optional(),
    terminationGracePeriodSeconds: z.number().default(30),
  });

/** Time that the servers need to finish after SIGTERM. */
const DRAIN_SECONDS = 10;

const drained = pod(rolling).refine(
  ({ terminationGracePeriodSeconds: grace, containers }) =>
    containers.every(({ lifecycle }) => lifecycle.preStop.sleep.seconds + DRAIN_SECONDS <= grace),
  `terminationGracePeriodSeconds is shorter than preStop and ${DRAIN_SECONDS} s of drain`,
);

const workload = (spec: z.ZodType, more = {}) => object({ spec: object({ template: object({ spec }), ...more }) });
const committed = z.undefined('a secret that is committed is none: create it in the cluster, and refer to it by name');
const labelled = (labels: Record<string, z.ZodType>) => object({ metadata: object({ labels: object(labels) }) });

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
const partOf = labelled({ 'app.kubernetes.io/part-of': text });
const component = labelled({ 'app.kubernetes.io/name': text, 'app.kubernetes.io/component': text });

const shapes: Partial<Record<KubernetesObject['kind'], z.ZodType[]>> = {
  Deployment: [
    component,
    workload(drained, {
      // a rollout removes no pod before its replacement is ready
      strategy: object({ rollingUpdate: object({ maxUnavailable: z.literal(0), maxSurge: z.number().positive() }) }),
    }),
  ],
  StatefulSet: [component, workload(pod(server))],
  Job: [component, workload(pod(container))],
  Service: [component],
  ServiceAccount: [component],
  Namespace: [
    labelled(
      Object.fromEntries(
        ['enforce', 'audit', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, z.literal('restricted')]),
      ),
    ),
  ],
  Secret: [object({ data: committed, stringData: committed })],
};

export function* shape({ objects }: Overlay): Iterable<Problem> {
  for (const object of objects) {
    for (const demanded of [partOf, ...(shapes[object.kind] ?? [])]) {
      for (const { path, message } of demanded.safeParse(object).error?.issues ?? []) {
        yield { object, message: `${path.join('.')}: ${message.replace('Invalid input: ', '')}` };
      }
    }
  }
}
