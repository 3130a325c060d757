import type { EtatSlice } from '@boutique/contracts/info';
import {
  type RegisteredRelease,
  type Release,
  type ReleaseRole,
  SHELL,
  type ShellRelease,
} from '@boutique/contracts/release';
import type { Database } from '../platform/db/database.ts';
import type { Log } from '../platform/log.ts';
import type { Live } from './gate.ts';
import { listKnown, listShells, type ReleaseRow, readReleases, saveShell } from './register.queries.ts';

/** How old what is known may be when somebody asks: every replica serves the same within this time of a change. */
const FRESH_MS = 100;
/** How long who asks waits for a database that does not answer, when there is something older to say. */
const PATIENCE_MS = 150;

interface Snapshot {
  releases: readonly RegisteredRelease[];
  shells: readonly ShellRelease[];
}

export type Register = ReturnType<typeof createRegister>;

/**
 * What the register says now, read from the database at most every FRESH_MS however many ask. Without the database the
 * last answer stays; it is only unknown while this process has never had one.
 */
export function createRegister(db: Database, log: Log) {
  let snapshot: Snapshot | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;
  let failing = false;
  /** What a release is does not change: read once. By row id, and when its row was last seen. */
  const descriptions = new Map<string, Release>();

  async function read(): Promise<void> {
    try {
      const [rows, shells] = await Promise.all([listKnown(db), listShells(db)]);
      const unknown = rows.filter((row) => !descriptions.has(row.id) || isDev(descriptions.get(row.id)));
      if (unknown.length > 0) {
        const read = await readReleases(
          db,
          unknown.map(({ id }) => id),
        );
        for (const [id, release] of read) descriptions.set(id, release);
      }
      const ids = new Set(rows.map(({ id }) => id));
      for (const id of descriptions.keys()) if (!ids.has(id)) descriptions.delete(id);
      snapshot = { releases: withRoles(rows, descriptions), shells };
      if (failing) log.info('the register of releases answers again');
      failing = false;
    } catch (error) {
      if (!failing) log.warn({ reason: (error as Error).message }, 'the register of releases cannot be read');
      failing = true;
    }
    readAt = performance.now();
  }

  const reread = (): Promise<void> => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };

  const current = async (): Promise<Snapshot | undefined> => {
    if (performance.now() - readAt > FRESH_MS) {
      await (snapshot ? Promise.race([reread(), patience()]) : reread());
    }
    return snapshot;
  };

  return {
    /** Every release that somebody may load, the shell's builds included; undefined while nothing is known. */
    async releases(): Promise<readonly RegisteredRelease[] | undefined> {
      const known = await current();
      return (
        known && [
          ...known.releases,
          ...known.shells.map((shell) => ({ ...shell, role: SHELL, traffic: 0 }) satisfies RegisteredRelease),
        ]
      );
    },

    /** What was changed is said from now on. */
    reread,

    /** Resolves when no reading is under way. */
    idle: (): Promise<void> => reading ?? Promise.resolve(),

    /** The last answer, without asking: for who reports what is, and cannot wait. */
    known: (): readonly RegisteredRelease[] => snapshot?.releases ?? [],

    /** The page that a release of this slice must fit into. */
    async live(slice: string): Promise<Live> {
      const known = await current();
      const inService = (known?.releases ?? []).filter(({ role }) => role === 'active');
      return {
        shared: known?.shells[0]?.release.shared ?? null,
        widgets: inService
          .filter(({ release }) => release.name !== slice)
          .flatMap(({ release }) => release.widgets.map(({ name }) => name)),
      };
    },

    async announceShell(shell: ShellRelease): Promise<void> {
      await saveShell(db, shell);
      await reread();
    },
  };
}

const isDev = (release: Release | undefined) => release !== undefined && /^https?:/.test(release.entry);

function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
}

const ORDER: readonly ReleaseRole[] = ['active', 'canary', 'fallback', 'other'];

/** What each release is for, those of a slice in the order of the roles. */
function withRoles(rows: readonly ReleaseRow[], descriptions: ReadonlyMap<string, Release>): RegisteredRelease[] {
  const canaries = new Map(
    rows.filter(({ state }) => state === 'canary').map(({ slice, traffic }) => [slice, traffic]),
  );
  const previous = new Map<string, ReleaseRow>();
  for (const row of rows) {
    const best = previous.get(row.slice);
    if (row.state !== 'retiree' || !row.activeAt) continue;
    if (!best?.activeAt || row.activeAt > best.activeAt) previous.set(row.slice, row);
  }
  return rows
    .filter(({ state }) => state !== 'en-echec')
    .flatMap((row) => {
      const release = descriptions.get(row.id);
      if (!release) return [];
      const role = roleOf(row, previous.get(row.slice));
      const traffic = { active: 100 - (canaries.get(row.slice) ?? 0), canary: row.traffic, fallback: 0, other: 0 }[
        role
      ];
      return [{ origin: row.origin, role, traffic, release }];
    })
    .sort((a, b) => compare(a.release.name, b.release.name) || ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
}

function roleOf({ id, state }: ReleaseRow, previous: ReleaseRow | undefined): Exclude<ReleaseRole, 'shell'> {
  if (state === 'active' || state === 'canary') return state;
  return id === previous?.id ? 'fallback' : 'other';
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** What the register alone says of a slice that no origin is followed for. */
export const registeredEtat = ({ release }: RegisteredRelease): EtatSlice => ({
  nom: release.name,
  etat: 'disponible',
  version: release.version,
  commit: release.commit,
  construiteLe: release.builtAt,
  verifieeLe: null,
  raison: null,
});
