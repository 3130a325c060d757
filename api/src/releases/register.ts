import { createHash } from 'node:crypto';
import { type DiscoveryDocument, discoveryOf } from '@boutique/contracts/frontends';
import type { SliceStatus } from '@boutique/contracts/info';
import { type RegisteredRelease, type Release, type ReleaseRole, SHELL } from '@boutique/contracts/release';
import type { Database } from '../platform/db/database.ts';
import { listen } from '../platform/db/listen.ts';
import type { Log } from '../platform/log.ts';
import { listOffered, type ReleaseRow, readReleases } from './register.queries.ts';

/** The interval of reading while changes are not announced, or after a read has failed. */
const UNANNOUNCED_MS = 1_000;

/** The content of the register, and the two documents that are served from it. */
type Snapshot = {
  releases: readonly RegisteredRelease[];
  /** The finished body of `GET /api/releases`, and a digest of it. */
  list: { json: string; etag: string };
  discovery: DiscoveryDocument;
};

export type Register = ReturnType<typeof createRegister>;

/**
 * The register in memory, read again when PostgreSQL announces a change (NOTIFY in the transaction of the change). All
 * processes answer the same within milliseconds, and a request reads nothing from the database. Without the database,
 * the last content stays; it is unknown only until the first read of this process succeeds.
 * @param direct the same database, reached without a pooler
 */
export function createRegister(db: Database, direct: Database, log: Log) {
  let snapshot: Snapshot | undefined;
  let reading: Promise<void> | undefined;
  let isStale = false;
  let failing = false;
  /** The descriptions by row id. A release never changes, so each is read once. */
  const descriptions = new Map<string, Release>();

  async function read(): Promise<void> {
    try {
      const rows = await listOffered(db);
      const unknown = rows.filter(({ id }) => !descriptions.has(id)).map(({ id }) => id);
      if (unknown.length > 0)
        for (const [id, release] of await readReleases(db, unknown)) descriptions.set(id, release);
      const ids = new Set(rows.map(({ id }) => id));
      for (const id of descriptions.keys()) if (!ids.has(id)) descriptions.delete(id);
      const releases = withRoles(rows, descriptions);
      const json = JSON.stringify(releases);
      if (json !== snapshot?.list.json) {
        const etag = createHash('sha256').update(json).digest('base64url').slice(0, 27);
        const inService = releases.filter(({ role }) => role === 'active' || role === 'canary' || role === 'fallback');
        snapshot = { releases, list: { json, etag }, discovery: discoveryOf(inService) };
      }
      if (failing) log.info('the register of releases answers again');
      failing = false;
    } catch (error) {
      if (!failing) log.warn({ reason: (error as Error).message }, 'the register of releases cannot be read');
      failing = true;
    }
  }

  /** Reads all that is committed now: a read that began earlier does not count. */
  async function refresh(): Promise<void> {
    isStale = true;
    reading ??= (async () => {
      while (isStale) {
        isStale = false;
        await read();
      }
      reading = undefined;
    })();
    return reading;
  }

  let stopListening = async () => {};

  return {
    /** The last content; undefined until a read has succeeded. */
    snapshot: () => snapshot,
    /** Every release that a browser may load; those of one slice in the order of their roles. */
    releases: (): readonly RegisteredRelease[] => snapshot?.releases ?? [],
    refresh,

    start() {
      const listener = listen(direct, 'releases', { onChange: () => void refresh(), log });
      const timer = setInterval(() => {
        if (failing || !listener.isListening()) void refresh();
      }, UNANNOUNCED_MS);
      timer.unref();
      stopListening = async () => {
        clearInterval(timer);
        await listener.stop();
      };
    },
    async stop() {
      await stopListening();
      await reading;
    },
  };
}

const ORDER: readonly ReleaseRole[] = ['active', 'canary', 'fallback', 'retired', 'new', 'shell'];

/** Gives each release its role, and sorts those of one slice by role. */
function withRoles(rows: readonly ReleaseRow[], descriptions: ReadonlyMap<string, Release>): RegisteredRelease[] {
  return [...Map.groupBy(rows, ({ slice }) => slice).values()].flatMap((ofSlice) => {
    const active = ofSlice.find(({ state }) => state === 'active');
    const canary = ofSlice.find(({ state }) => state === 'canary');
    // only a slice in service has a fallback
    const [fallback] = active
      ? ofSlice
          .filter((row) => row.state === 'retired' && row.activeAt !== null)
          .sort((a, b) => Number(b.activeAt) - Number(a.activeAt))
      : [];
    const roleOf = (row: ReleaseRow): ReleaseRole => {
      if (row.slice === SHELL) return 'shell';
      if (row === active || row === canary) return row.state as 'active' | 'canary';
      if (row === fallback) return 'fallback';
      return row.servedAt === null ? 'new' : 'retired';
    };
    const trafficOf = (row: ReleaseRow) => (row === active ? 100 - (canary?.traffic ?? 0) : row.traffic);
    return ofSlice
      .flatMap((row) => {
        const release = descriptions.get(row.id);
        return release ? [{ role: roleOf(row), traffic: trafficOf(row), release }] : [];
      })
      .sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
  });
}

/** The status of a slice without a followed origin. */
export const registeredStatus = ({ release }: RegisteredRelease): SliceStatus => ({
  name: release.name,
  state: 'available',
  version: release.version,
  commit: release.commit,
  builtAt: release.builtAt,
  checkedAt: null,
  reason: null,
});
