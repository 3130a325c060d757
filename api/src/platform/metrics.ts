import type { SliceStatus } from '@boutique/contracts/info';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from './db/database.ts';

const STATES = ['available', 'unreachable', 'invalid'] as const;

/** The metrics for Prometheus at /metrics: process, requests, connections and slices. */
export function createMetrics(db: Database, sliceStatuses: () => SliceStatus[]) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route template',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  new Gauge({
    name: 'db_pool_connections',
    help: 'Connections to PostgreSQL, and queries waiting for one',
    labelNames: ['state'] as const,
    registers: [registry],
    collect() {
      const { pool } = db.client;
      this.set({ state: 'used' }, pool?.numUsed() ?? 0);
      this.set({ state: 'free' }, pool?.numFree() ?? 0);
      this.set({ state: 'pending' }, pool?.numPendingAcquires() ?? 0);
    },
  });
  new Gauge({
    name: 'slice_state',
    help: '1 for the state that a followed slice is in',
    labelNames: ['slice', 'state'] as const,
    registers: [registry],
    collect() {
      for (const slice of sliceStatuses()) {
        for (const state of STATES) this.set({ slice: slice.name, state }, state === slice.state ? 1 : 0);
      }
    },
  });
  return { registry, requests };
}
export type Metrics = ReturnType<typeof createMetrics>;
