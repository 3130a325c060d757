import { parse } from 'yaml';
import { nameOf, type Overlay, type Pods, type Workload } from './overlay.ts';

/** Host and port of a Service; an Ingress may name the port. */
export interface Address {
  host: string;
  port: number | string;
}

/**
 * Addresses in a workload's configuration that are inside the namespace: `http://api:5000`,
 * `postgres://u@postgres:5432/…`.
 */
export function addressesOf(overlay: Overlay, workload: Workload): Address[] {
  const files = filesOf(overlay, workload);
  const found = [...variablesOf(overlay, workload), ...Object.values(files)].flatMap((value) => [
    ...value.matchAll(/\w+:\/\/(?:[^@/,\s]*@)?([a-z0-9-]+):(\d+)/g),
  ]);
  return [
    ...found.map(([, host = '', port]) => ({ host, port: Number(port) })),
    ...scrapedBy(files['prometheus.yml'] ?? ''),
  ];
}

const configMap = (overlay: Overlay, name = ''): Record<string, string> => overlay.find('ConfigMap', name)?.data ?? {};

/** The values of all environment variables of a workload. */
function variablesOf(overlay: Overlay, { containers }: Workload): string[] {
  return containers.flatMap(({ env = [], envFrom = [] }) => [
    ...env.flatMap(({ value }) => value ?? []),
    ...envFrom.flatMap(({ configMapRef }) => Object.values(configMap(overlay, configMapRef?.name))),
  ]);
}

/** Files that a workload mounts from ConfigMaps, by name. */
const filesOf = (overlay: Overlay, { pod }: Workload): Record<string, string> =>
  Object.assign({}, ...(pod.volumes ?? []).map((volume) => configMap(overlay, volume.configMap?.name)));

interface PrometheusConfiguration {
  scrape_configs?: { dns_sd_configs?: { names: string[]; port: number }[] }[];
}

/** Addresses that a Prometheus configuration finds by DNS. */
function scrapedBy(configuration: string): Address[] {
  const { scrape_configs = [] } = (parse(configuration) ?? {}) as PrometheusConfiguration;
  const found = scrape_configs.flatMap(({ dns_sd_configs = [] }) => dns_sd_configs);
  return found.flatMap(({ names, port }) => names.map((host) => ({ host, port })));
}

/** The pods behind a Service's port, with the container port; none when there is no such Service or port. */
export function targetsOf(overlay: Overlay, host: string, port: Address['port']): { pods: Pods; number: number }[] {
  const { ports = [], selector } = overlay.find('Service', host)?.spec ?? {};
  const target = ports.find((candidate) => candidate.port === port || candidate.name === port);
  if (!target || !selector) return databasesCalled(overlay, host, port);
  const targetPort = target.targetPort ?? target.port;
  return overlay.podsOf({ matchLabels: selector }).flatMap((pods) => {
    const found = pods.ports.find(({ name, number }) => name === targetPort || number === targetPort);
    return found ? [{ pods, number: found.number }] : [];
  });
}

/** The pods of a Cluster behind a Service that the CloudNativePG operator creates. */
function databasesCalled(overlay: Overlay, host: string, port: Address['port']) {
  const clusters = overlay.all('Cluster').filter((cluster) => {
    const additional = cluster.spec.managed?.services?.additional ?? [];
    const names = [`${nameOf(cluster)}-rw`, ...additional.map(({ serviceTemplate }) => serviceTemplate.metadata?.name)];
    return port === 5432 && names.includes(host);
  });
  return overlay.pods
    .filter(({ object }) => object.kind === 'Cluster' && clusters.includes(object))
    .map((pods) => ({ pods, number: 5432 }));
}
