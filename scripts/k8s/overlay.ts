import type { ICluster } from '@kubernetes-models/cloudnative-pg/postgresql.cnpg.io/v1';
import type { IDeployment, IStatefulSet } from 'kubernetes-models/apps/v1';
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import type { IJob } from 'kubernetes-models/batch/v1';
import type { IIngress, INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1';
import type {
  IConfigMap,
  IContainer,
  INamespace,
  IPodSpec,
  ISecret,
  IService,
  IServiceAccount,
} from 'kubernetes-models/v1';

/** The kinds that our rules know. An overlay may have other kinds, which are checked only against the schema. */
export type KubernetesObject =
  | ICluster
  | IConfigMap
  | IDeployment
  | IHorizontalPodAutoscaler
  | IIngress
  | IJob
  | INamespace
  | INetworkPolicy
  | IPodDisruptionBudget
  | ISecret
  | IService
  | IServiceAccount
  | IStatefulSet;

/** An object, and a message that says what is wrong with it and what to do. */
export interface Problem {
  object: KubernetesObject;
  message: string;
}

/** Yields a problem for each violation. */
export type Rule = (overlay: Overlay) => Iterable<Problem>;

type Labels = Record<string, string>;

/** A set of equal pods, with the properties that selectors, Services and network policies use. */
export interface Pods {
  object: IDeployment | IStatefulSet | IJob | ICluster;
  labels: Labels;
  ports: { name?: string; number: number }[];
}

/** An object that runs our containers. */
export interface Workload extends Pods {
  object: IDeployment | IStatefulSet | IJob;
  pod: IPodSpec;
  containers: IContainer[];
}

export const nameOf = (object: KubernetesObject): string => object.metadata?.name ?? '';

/** A rendered overlay, with access for the rules. */
export class Overlay {
  readonly objects: readonly KubernetesObject[];
  readonly workloads: readonly Workload[];
  readonly pods: readonly Pods[];

  constructor(objects: readonly KubernetesObject[]) {
    this.objects = objects;
    this.workloads = [...this.all('Deployment'), ...this.all('StatefulSet'), ...this.all('Job')].map(workloadOf);
    this.pods = [...this.workloads, ...this.all('Cluster').map(databasePods)];
  }

  all<K extends KubernetesObject['kind']>(kind: K): Extract<KubernetesObject, { kind: K }>[] {
    return this.objects.filter((object): object is Extract<KubernetesObject, { kind: K }> => object.kind === kind);
  }

  find<K extends KubernetesObject['kind']>(kind: K, name: string): Extract<KubernetesObject, { kind: K }> | undefined {
    return this.all(kind).find((object) => nameOf(object) === name);
  }

  podsOf(selector: Selector): Pods[] {
    return this.pods.filter(({ labels }) => selects(selector, labels));
  }
}

function workloadOf(object: Workload['object']): Workload {
  const { metadata, spec } = object.spec?.template ?? {};
  const pod = spec ?? { containers: [] };
  const containers = [...pod.containers, ...(pod.initContainers ?? [])];
  return {
    object,
    pod,
    containers,
    labels: metadata?.labels ?? {},
    ports: containers.flatMap(({ ports = [] }) =>
      ports.map(({ name, containerPort }) => ({ ...(name && { name }), number: containerPort })),
    ),
  };
}

/** The instances that the CloudNativePG operator starts. */
const databasePods = (object: ICluster): Pods => ({
  object,
  labels: { ...object.spec.inheritedMetadata?.labels, 'cnpg.io/cluster': nameOf(object) },
  ports: [{ number: 5432 }, { number: 8000 }],
});

export type Selector = NonNullable<NonNullable<INetworkPolicy['spec']>['podSelector']>;

const OPERATORS: Record<string, (value: string | undefined, values: string[]) => boolean> = {
  Exists: (value) => value !== undefined,
  DoesNotExist: (value) => value === undefined,
  In: (value, values) => value !== undefined && values.includes(value),
  NotIn: (value, values) => value === undefined || !values.includes(value),
};

/** Selects like Kubernetes: an empty selector selects everything. @throws Error on an unknown operator */
export function selects({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const holds = OPERATORS[operator];
      if (!holds) throw new Error(`${operator} is no operator of a label selector`);
      return holds(labels[key], values);
    })
  );
}
