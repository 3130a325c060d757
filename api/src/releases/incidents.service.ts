import type { Incident } from '@boutique/contracts/frontends';
import { incidentBucket, networkOf } from '../comptes/attempt-buckets.ts';
import { limitAttempts } from '../comptes/limit-attempts.ts';
import type { Database } from '../platform/db/database.ts';
import type { Log } from '../platform/log.ts';
import { recordIncident, recordVisitors } from './incidents.queries.ts';

interface Options {
  db: Database;
  log: Log;
  /** Looks whether the slice's releases must be taken back. */
  review: (slice: string) => Promise<void>;
}

/**
 * What browsers say of releases. Visitors are told apart by their network address: whoever has one may invent any number
 * of browsers, and still counts once.
 */
export function createIncidentsService({ db, log, review }: Options) {
  return {
    async record(slice: string, incident: Incident, ip: string): Promise<void> {
      await limitAttempts(db, [incidentBucket(ip)]);
      // a release that nobody has registered is nobody's concern
      if (!(await recordIncident(db, slice, incident, networkOf(ip)))) return;
      log.warn(
        { slice, version: incident.version, genre: incident.genre, ou: incident.ou, repli: incident.repli },
        'a release failed in a browser',
      );
      await review(slice);
    },

    /** Counts a visitor for each release that a page has loaded. A database that is down loses the figure, not the report. */
    async countLoads(loads: readonly { slice: string; version: string }[], ip: string): Promise<void> {
      if (loads.length === 0) return;
      await recordVisitors(db, loads, networkOf(ip)).catch((error: Error) => {
        log.warn({ reason: error.message }, 'visitors of releases are not counted');
      });
    },
  };
}

export type IncidentsService = ReturnType<typeof createIncidentsService>;
