import type { Incident } from '@boutique/contracts/frontends';
import { incidentBucket, networkOf } from '../comptes/attempt-buckets.ts';
import { limitAttempts } from '../comptes/limit-attempts.ts';
import type { Database } from '../platform/db/database.ts';
import type { Log } from '../platform/log.ts';
import { recordClients, recordIncident } from './incidents.queries.ts';

interface Options {
  db: Database;
  log: Log;
  /** Takes the slice's releases back when they fail too often. */
  review: (slice: string) => Promise<void>;
}

/**
 * What browsers say of releases. Browsers are told apart by their client address alone: one address can invent any number
 * of browsers, and still counts once.
 */
export function createIncidentsService({ db, log, review }: Options) {
  return {
    async record(slice: string, incident: Incident, ip: string): Promise<void> {
      await limitAttempts(db, [incidentBucket(ip)]);
      // a report on a release that is not registered changes nothing
      if (!(await recordIncident(db, slice, incident, networkOf(ip)))) return;
      log.warn(
        { slice, version: incident.version, kind: incident.kind, place: incident.place, fallback: incident.fallback },
        'a release failed in a browser',
      );
      await review(slice);
    },

    /** Counts the client address for each release that a page has loaded. A database that is down loses the figure, not the report. */
    async countLoads(loads: readonly { slice: string; version: string }[], ip: string): Promise<void> {
      if (loads.length === 0) return;
      await recordClients(db, loads, networkOf(ip)).catch((error: Error) => {
        log.warn({ reason: error.message }, 'clients of releases are not counted');
      });
    },
  };
}
