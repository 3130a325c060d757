import { createServer, type Server } from 'node:http';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** The gateway's metrics for Prometheus: process, requests, and slice files that could not be served. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by kind of request; the status is "aborted" when the answer was cut off',
    labelNames: ['method', 'kind', 'status'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  const sliceFileFailures = new Counter({
    name: 'slice_file_failures_total',
    help: 'Files of a slice that could not be served, by slice and reason',
    labelNames: ['slice', 'reason'] as const,
    registers: [registry],
  });
  return { registry, requests, sliceFileFailures };
}
export type Metrics = ReturnType<typeof createMetrics>;

/** Serves only `/metrics`, on a port that the public cannot reach. */
export const serveMetrics = (registry: Registry): Server =>
  createServer(async (request, response) => {
    if (request.url !== '/metrics') return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics());
  });
