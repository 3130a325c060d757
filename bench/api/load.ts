import autocannon from 'autocannon';
import { cpuOf, memoryOf } from '../processes.ts';
import type { Target } from './opponent.ts';

export interface Load {
  /** The path and query of each request. */
  path: string | (() => string);
  headers?: Record<string, string>;
  /** Clients that send the next request as soon as they have an answer. */
  clients: number;
  seconds: number;
  /** The status of every answer. */
  status: number;
}

/** What a server did in one run. Times are milliseconds. */
export interface Result {
  perSecond: number;
  p50: number;
  p99: number;
  /** CPU time of the server's process and its children for one request. */
  cpuMs: number;
  /** Their memory at the end, in bytes (PSS). */
  memory: number;
}

/**
 * Puts a server under load and reads its CPU time. Linux only.
 * @throws Error when an answer has another status, or none comes
 */
export async function measure(
  { name, url, pid }: Target,
  { path, headers = {}, clients, seconds, status }: Load,
): Promise<Result> {
  const before = await cpuOf(pid);
  const result = await autocannon({
    url: url + (typeof path === 'string' ? path : path()),
    connections: clients,
    duration: seconds,
    headers,
    ...(typeof path !== 'string' && { requests: [{ setupRequest: (request) => ({ ...request, path: path() }) }] }),
  });
  const used = (await cpuOf(pid)) - before;
  const { total } = result.requests;
  const statuses = result.statusCodeStats ?? {};
  const others = Object.keys(statuses).filter((code) => Number(code) !== status);
  if (result.errors > 0 || others.length > 0 || total === 0) {
    throw new Error(`${name}: ${total} answers, ${result.errors} errors, statuses ${JSON.stringify(statuses)}`);
  }
  return {
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    cpuMs: used / total,
    memory: await memoryOf(pid),
  };
}
