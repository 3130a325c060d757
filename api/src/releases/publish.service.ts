import type { ReleaseStatus } from '@boutique/contracts/frontends';
import type { FieldError } from '@boutique/contracts/problems';
import { type Release, SHELL } from '@boutique/contracts/release';
import { unpackRelease } from '@boutique/release/archive';
import type { PackedRelease } from '@boutique/release/check-files';
import type { ReleaseLimits } from '@boutique/release/parse-release';
import { ReleaseRefusal, refuseFaults } from '@boutique/release/refusal';
import type { EntryToCheck } from '@boutique/rendering/check-server-entry';
import type { Database } from '../platform/db/database.ts';
import type { Author } from '../platform/http/caller.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import type { ReleaseChange } from './change-release.ts';
import { fitFaults } from './gate.ts';
import * as queries from './register.queries.ts';
import { storeFiles } from './stored-files.queries.ts';

interface Options {
  db: Database;
  changes: ReleaseChange;
  limits: ReleaseLimits;
  checkEntry: EntryCheck;
}

/** Loads the server entry of a release as gateways do, and renders what the release declares. */
export type EntryCheck = (entry: EntryToCheck) => Promise<readonly FieldError[]>;

export type PublishService = ReturnType<typeof createPublishService>;

/** Registers releases that pass the gate: description and files in one transaction. */
export function createPublishService({ db, changes, limits, checkEntry }: Options) {
  /** The last refusal: a followed origin offers a refused release again with every poll. */
  let refused: { integrity: string; faults: readonly FieldError[] } | undefined;
  const entryFaults = async ({ release, files }: PackedRelease): Promise<readonly FieldError[]> => {
    const { integrity } = release;
    const source = release.server && files.get(release.server);
    if (!source) return [];
    if (refused?.integrity === integrity) return refused.faults;
    const faults = await checkEntry({ release, source: source.toString() });
    if (faults.length > 0) refused = { integrity, faults };
    return faults;
  };

  /** Writes the refusal into the history. @returns the problem for the caller */
  async function refuse(slice: string, version: string | undefined, author: Author, faults: readonly FieldError[]) {
    const lines = faults.map(({ chemin, message }) => `${chemin}: ${message}`);
    await queries.recordHistory(db, {
      slice,
      action: 'refused',
      author,
      reason: lines.join('\n'),
      ...(version !== undefined && { version }),
    });
    const name = version === undefined ? `The release of ${slice}` : `${slice} ${version}`;
    return new ProblemError('release-refused', `${name} is not registered: ${lines.join('; ')}`, {
      erreurs: [...faults],
    });
  }

  return {
    /**
     * Registers an uploaded release, which is checked while it arrives.
     * @throws ProblemError `slice-not-found`, `version-already-published`, `release-refused`
     */
    async publish(slice: string, archive: AsyncIterable<Buffer>, author: Author): Promise<ReleaseStatus> {
      if (!(await queries.hasSlice(db, slice))) throw changes.unknownSlice(slice);
      let packed: PackedRelease | undefined;
      try {
        packed = await unpackRelease(archive, limits);
        refuseFaults(identityFaults(packed.release, slice));
        refuseFaults(fitFaults(packed.release, await queries.readSurroundings(db, slice)));
        refuseFaults(await entryFaults(packed));
      } catch (error) {
        if (!(error instanceof ReleaseRefusal)) throw error;
        throw await refuse(slice, packed?.release.version, author, error.faults);
      }
      const { release } = packed;
      const { version } = release;
      const outcome = await changes.run(slice, async (trx) => {
        const known = await queries.findByVersion(trx, slice, version);
        if (known && known.integrity !== release.integrity) return { other: known };
        const row = await queries.insertRelease(trx, release, null);
        // also of a known release: the cleanup may be deleting its files now
        await storeFiles(trx, row.id, packed);
        if (slice === SHELL) await queries.touchServed(trx, row.id);
        if (!known) {
          const line = {
            slice,
            action: 'registered',
            version,
            state: row.state,
            traffic: row.traffic,
            author,
          } as const;
          await queries.recordHistory(trx, { ...line, reason: `commit ${release.commit}` });
        }
        return { status: await changes.statusOf(trx, row) };
      });
      if (outcome.status) return outcome.status;
      const detail = `${slice} ${version} is published with other content since ${outcome.other.registeredAt.toISOString()}. A version never changes: give this build a new one (RELEASE_VERSION).`;
      await queries.recordHistory(db, { slice, action: 'refused', version, author, reason: detail });
      throw new ProblemError('version-already-published', detail);
    },

    /**
     * Registers the release that a followed origin serves. The origin may build one version twice: the content tells
     * builds apart.
     * @param whole gets the release with its files; called only when they are not stored yet
     * @param then decides on traffic, in the same transaction
     */
    async register(
      release: Release,
      origin: string,
      whole: () => Promise<PackedRelease>,
      then: (trx: Database, row: queries.ReleaseRow, state: { followed: string | null }) => Promise<void>,
    ): Promise<void> {
      const { name: slice } = release;
      await queries.insertSlice(db, slice);
      const known = await queries.findByContent(db, release);
      const packed = known?.stored ? undefined : await whole();
      if (packed) refuseFaults(await entryFaults(packed));
      await changes.run(slice, async (trx, state) => {
        const row = await queries.insertRelease(trx, release, origin);
        // without the files, this only checks that the cleanup has not deleted them meanwhile; then the next poll sends them
        await storeFiles(trx, row.id, packed ?? { release, files: new Map() });
        await then(trx, row, state);
      });
    },
  };
}

function identityFaults({ name, entry }: Release, slice: string): FieldError[] {
  if (name !== slice) return [{ chemin: 'name', message: `this is a release of ${name}, not of ${slice}` }];
  if (/^https?:/.test(entry)) {
    return [{ chemin: 'entry', message: 'an absolute address is for dev servers; publish what the build has written' }];
  }
  return [];
}
