import type { Incident } from '@boutique/contracts/frontends';
import { incidentBucket, subnetOf } from '../comptes/attempt-buckets.ts';
import { limitAttempts } from '../comptes/limit-attempts.ts';
import type { Database } from '../platform/db/database.ts';
import type { Log } from '../platform/log.ts';
import { recordClients, recordIncident } from './incidents.queries.ts';
import type { MeasuresService } from './measures.service.ts';

interface Options {
  db: Database;
  log: Log;
  /** Takes the slice's releases back when they fail too often. */
  review: (slice: string) => Promise<void>;
  measures: Pick<MeasuresService, 'countFailure'>;
}

/**
 * Takes the reports of browsers on releases. Reports are counted by subnet: whoever has a network of addresses can invent
 * any number of browsers, and still counts once.
 */
export function createIncidentsService({ db, log, review, measures }: Options) {
  return {
    async record(slice: string, incident: Incident, ip: string): Promise<void> {
      await limitAttempts(db, [incidentBucket(ip)]);
      // the release is not registered
      if (!(await recordIncident(db, slice, incident, subnetOf(ip)))) return;
      log.warn(
        { slice, version: incident.version, kind: incident.kind, place: incident.place, fallback: incident.fallback },
        'a release failed in a browser',
      );
      measures.countFailure(slice, incident.version);
      await review(slice);
    },

    /**
     * Counts the subnet for each release that a page has loaded. While the database is down, only this count is
     * lost.
     */
    async countLoads(loads: readonly { slice: string; version: string }[], ip: string): Promise<void> {
      if (loads.length === 0) return;
      await recordClients(db, loads, subnetOf(ip)).catch((error: Error) => {
        log.warn({ reason: error.message }, 'clients of releases are not counted');
      });
    },
  };
}
