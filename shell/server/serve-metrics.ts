import { createServer, type Server } from 'node:http';
import type { Registry } from 'prom-client';

/** `/metrics` and nothing else, for a port that visitors do not reach. */
export const serveMetrics = (registry: Registry): Server =>
  createServer(async (request, response) => {
    if (request.url !== '/metrics') return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics());
  });
