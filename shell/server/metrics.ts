import { createServer, type Server } from 'node:http';
import type { Middleware } from 'koa';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What Prometheus reads of the gateway: the process, requests, and files of slices that could not be served. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by what was asked for; the status is "aborted" when the answer broke off',
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

/** One measure per request, from its arrival to the last byte of its answer. */
export const measureRequests =
  ({ requests }: Pick<Metrics, 'requests'>): Middleware =>
  async (ctx, next) => {
    const end = requests.startTimer();
    ctx.res.once('close', () => {
      const status = ctx.res.writableFinished ? ctx.res.statusCode : 'aborted';
      end({ method: ctx.method, kind: kindOf(ctx.path), status });
    });
    await next();
  };

/** As many kinds as the gateway has ways to answer, whatever clients ask for. */
function kindOf(path: string): 'page' | 'api' | 'remote' | 'asset' | 'health' {
  if (path === '/live' || path === '/ready') return 'health';
  if (path === '/api' || path.startsWith('/api/')) return 'api';
  if (path.startsWith('/remotes/')) return 'remote';
  // robots.txt, favicon.svg: no page has an extension
  return path.startsWith('/assets/') || /\.\w+$/.test(path) ? 'asset' : 'page';
}

/** `/metrics` and nothing else, for a port that the public does not reach. */
export const serveMetrics = (registry: Registry): Server =>
  createServer(async (request, response) => {
    if (request.url !== '/metrics') return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics());
  });
