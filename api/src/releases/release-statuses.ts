import type { CanaryProgress, ReleaseStatus } from '@boutique/contracts/frontends';
import type { Database } from '../platform/db/database.ts';
import { type CanaryRules, nextStep, waitsFor } from './canary.ts';
import { countStep, findByState } from './register.queries.ts';
import * as queries from './statuses.queries.ts';

export type ReleaseStatuses = ReturnType<typeof createReleaseStatuses>;

/** Releases as their teams see them, with what a canary waits for. */
export function createReleaseStatuses(rules: CanaryRules) {
  async function progressOf(db: Database, canary: queries.StatusRow): Promise<CanaryProgress | null> {
    const active = await findByState(db, canary.slice, 'active');
    if (canary.state !== 'canary' || !active) return null;
    const [seen, beside] = await countStep(db, canary.id, active.id);
    const since = Date.parse(canary.since);
    return {
      next: nextStep(canary.traffic),
      notBefore: new Date(since + rules.stepSeconds * 1_000).toISOString(),
      waitsFor: canary.automatic ? waitsFor(seen, beside, (Date.now() - since) / 1_000, rules) : 'command',
      neededClients: rules.stepClients,
      clients: seen.clients,
      failingClients: seen.failing,
      otherClients: beside.clients,
      otherFailingClients: beside.failing,
    };
  }

  const statusOf = async (db: Database, { id, ...row }: queries.StatusRow): Promise<ReleaseStatus> => ({
    ...row,
    progress: row.state === 'canary' ? await progressOf(db, { id, ...row }) : null,
  });

  const inOrder = async (db: Database, rows: readonly queries.StatusRow[]): Promise<ReleaseStatus[]> => {
    const statuses: ReleaseStatus[] = [];
    // one after the other: a transaction has one connection
    for (const row of rows) statuses.push(await statusOf(db, row));
    return statuses;
  };

  return {
    /** The newest releases of a slice. */
    list: async (db: Database, slice: string, limit: number): Promise<ReleaseStatus[]> =>
      inOrder(db, await queries.listStatuses(db, slice, limit)),

    /** Every slice with the releases that matter now. */
    async listCurrent(db: Database) {
      const [slices, rows] = await Promise.all([queries.listSlices(db), queries.listCurrentStatuses(db)]);
      const statuses = await inOrder(db, rows);
      return slices.map((slice) => ({ slice, releases: statuses.filter((status) => status.slice === slice) }));
    },

    async find(db: Database, id: string): Promise<ReleaseStatus> {
      const row = await queries.findStatus(db, id);
      if (!row) throw new Error(`the release ${id} is no longer in the register`);
      return statusOf(db, row);
    },
  };
}
