import { setTimeout as sleep } from 'node:timers/promises';
import { RELEASE_FILES_PATH } from '@boutique/contracts/frontends';
import { fileDigest, type Release, releaseBase } from '@boutique/contracts/release';
import { isIntact } from '@boutique/release/integrity';
import type { Logger } from 'pino';
import type { ContentFolder } from './content-folder.ts';
import { reasonOf } from './reason-of.ts';

type ReleaseFile = Release['files'][string];

const PARALLEL_FILES = 8;
const ATTEMPTS = 3;
const PAUSE_MS = 100;
/** For one file; a whole release has at most 4 MB by default. */
const FILE_MS = 5_000;
/** For a file that a browser waits for; the page gives up after three seconds. */
const ASKED_FILE_MS = 2_000;
/** Pause between two attempts to fetch the missing files of a release. */
const REST_MS = 1_000;
/** About fifty releases. Releases in service are kept even beyond it. */
const MAX_BYTES = 64 * 2 ** 20;

/** Why the API did not give a file. */
export class FileError extends Error {
  override name = 'FileError';
  readonly reason: 'unreachable' | 'absent' | 'other-content';

  constructor(reason: FileError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** A release that is kept here, or is being fetched. */
interface Held {
  release: Release;
  whole: boolean;
  taking?: Promise<void> | undefined;
  failure?: { reason: string; at: number };
}

interface Options {
  apiUrl: string;
  log: Logger;
  maxBytes?: number | undefined;
  /** Keeps contents after this process ends. */
  folder?: ContentFolder | undefined;
}

export type ReleaseStore = ReturnType<typeof createReleaseStore>;

/**
 * The files of releases, fetched from the API by hash and checked against it. Releases with the same file share one
 * content. Everything kept here is served while the API is down.
 */
export function createReleaseStore({ apiUrl, log, maxBytes = MAX_BYTES, folder }: Options) {
  /** By integrity. */
  const contents = new Map<string, Buffer>();
  const coming = new Map<string, Promise<Buffer>>();
  const held = new Map<string, Held>();
  /** Paths of releases that are kept because a developer asked for them by an override. */
  const asked = new Set<string>();
  /** When a file of the release was last sent, by its path. */
  const usedAt = new Map<string, number>();
  const inTurn = limitTo(PARALLEL_FILES);

  const contentOf = ({ integrity, size }: ReleaseFile) => {
    const content = contents.get(integrity);
    return content?.length === size ? content : undefined;
  };
  const lackingFiles = ({ files }: Release) => Object.values(files).filter((file) => !contentOf(file));

  const keep = (integrity: string, content: Buffer): void => {
    if (contents.has(integrity)) return;
    contents.set(integrity, content);
    folder?.save(integrity, content);
  };

  /** @param first whether to go ahead of waiting downloads, because a browser waits */
  const take = (file: ReleaseFile, attempts: number, ms: number, first = false, isGivenUp = () => false) =>
    inTurn(async () => {
      const here = contentOf(file);
      if (here) return here;
      if (isGivenUp()) throw new FileError('unreachable', 'another file of the release could not be fetched');
      const { integrity } = file;
      const download = coming.get(integrity) ?? downloadFile(apiUrl, file, attempts, ms);
      coming.set(integrity, download);
      try {
        const content = await download;
        keep(integrity, content);
        return content;
      } finally {
        coming.delete(integrity);
      }
    }, first);

  const entryOf = (release: Release): Held => {
    const base = releaseBase(release);
    const entry = held.get(base) ?? { release, whole: lackingFiles(release).length === 0 };
    held.set(base, entry);
    return entry;
  };

  const takeAll = async (entry: Held): Promise<void> => {
    const { release } = entry;
    const about = { slice: release.name, version: release.version };
    let isFailing = false;
    const one = (file: ReleaseFile) =>
      take(file, ATTEMPTS, FILE_MS, false, () => isFailing).catch((error: unknown) => {
        // when the API is down, the first failure is enough
        isFailing = true;
        throw error;
      });
    try {
      await Promise.all(lackingFiles(release).map(one));
      entry.whole = true;
      log.info({ ...about, files: Object.keys(release.files).length }, 'every file of the release is here');
    } catch (error) {
      const { reason, message } = error as FileError;
      if (entry.failure?.reason !== reason) {
        log.warn({ ...about, reason: message }, 'cannot fetch every file of the release; trying again');
      }
      entry.failure = { reason, at: performance.now() };
    }
  };

  const complete = async (entry: Held): Promise<void> => {
    if (entry.whole || (entry.failure && performance.now() - entry.failure.at < REST_MS)) return;
    entry.taking ??= takeAll(entry).finally(() => {
      entry.taking = undefined;
    });
    await entry.taking;
  };

  return {
    /** Loads the contents that an earlier process left on disk. Await it before any other call. */
    async recall(): Promise<void> {
      for (const [integrity, content] of (await folder?.readAll()) ?? []) contents.set(integrity, content);
    },

    /**
     * Fetches and keeps every file of these releases; deletes everything else.
     * @param wanted kept while there is room: recently used releases first, then in the given order
     * @param onWhole called each time that a release has become complete
     */
    hold(needed: readonly Release[], wanted: readonly Release[], onWhole: () => void): void {
      const kept = new Map<string, Held>();
      const counted = new Set<string>();
      let bytes = 0;
      const add = (entry: Held, limit: number) => {
        const added = Object.values(entry.release.files).filter(({ integrity }) => !counted.has(integrity));
        const size = added.reduce((sum, file) => sum + file.size, 0);
        if (bytes + size > limit) return;
        bytes += size;
        for (const { integrity } of added) counted.add(integrity);
        kept.set(releaseBase(entry.release), entry);
      };
      for (const release of needed) add(entryOf(release), Number.POSITIVE_INFINITY);
      const forDevelopers = [...asked].flatMap((base) => held.get(base) ?? []);
      const optional = new Map(
        [...wanted.map(entryOf), ...forDevelopers].map((entry) => [releaseBase(entry.release), entry]),
      );
      const since = (base: string) => usedAt.get(base) ?? 0;
      for (const [, entry] of [...optional].toSorted(([a], [b]) => since(b) - since(a))) add(entry, maxBytes);

      for (const base of held.keys()) if (!kept.has(base)) held.delete(base);
      for (const base of asked) if (!kept.has(base)) asked.delete(base);
      for (const base of usedAt.keys()) if (!kept.has(base) && !optional.has(base)) usedAt.delete(base);
      for (const integrity of contents.keys()) {
        if (counted.has(integrity)) continue;
        contents.delete(integrity);
        folder?.remove(integrity);
      }
      for (const entry of kept.values()) {
        if (!entry.whole) void complete(entry).then(() => entry.whole && onWhole());
      }
    },

    /** Fetches a release that a developer asked for. Resolves to whether it is complete. */
    async ask(release: Release): Promise<boolean> {
      const entry = entryOf(release);
      asked.add(releaseBase(release));
      usedAt.set(releaseBase(release), performance.now());
      await complete(entry);
      return entry.whole;
    },

    /** Adds files that were already checked. */
    put(release: Release, files: ReadonlyMap<string, Buffer>): void {
      for (const [file, { integrity }] of Object.entries(release.files)) {
        const content = files.get(file);
        if (content) keep(integrity, content);
      }
    },

    isWhole: (release: Release): boolean => held.get(releaseBase(release))?.whole ?? false,

    lackingFiles,

    /** A file of a release, fetched from the API when it is not here. @throws FileError */
    async read(release: Release, file: string): Promise<Buffer> {
      const expected = release.files[file];
      if (!expected) throw new Error(`${file} is no file of ${release.name} ${release.version}`);
      usedAt.set(releaseBase(release), performance.now());
      return contentOf(expected) ?? take(expected, 1, ASKED_FILE_MS, true);
    },
  };
}

/** Downloads one file and checks its size and hash. @throws FileError */
async function downloadFile(apiUrl: string, expected: ReleaseFile, attempts: number, ms: number): Promise<Buffer> {
  const url = new URL(RELEASE_FILES_PATH.replace('{digest}', fileDigest(expected.integrity)), apiUrl);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await downloadOnce(url, expected, ms);
    } catch (error) {
      const failure = error instanceof FileError ? error : new FileError('unreachable', reasonOf(error));
      if (attempt >= attempts) throw failure;
      await sleep(PAUSE_MS);
    }
  }
}

async function downloadOnce(url: URL, expected: ReleaseFile, ms: number): Promise<Buffer> {
  const signal = AbortSignal.timeout(ms);
  const headers = { 'accept-encoding': 'identity' };
  const response = await fetch(url, { headers, signal, redirect: 'error' });
  if (response.status !== 200) {
    await response.body?.cancel();
    const reason = response.status === 404 ? 'absent' : 'unreachable';
    throw new FileError(reason, `${url.pathname} answered ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let received = 0;
  for await (const chunk of response.body ?? []) {
    received += chunk.byteLength;
    // longer than expected: it is another file
    if (received > expected.size) break;
    chunks.push(chunk);
  }
  const content = Buffer.concat(chunks);
  if (isIntact(content, expected)) return content;
  throw new FileError('other-content', `${url.pathname} is not the file with this hash`);
}

/** Runs at most `limit` tasks at a time; the others wait in a queue. */
function limitTo(limit: number) {
  let free = limit;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>, first: boolean): Promise<T> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => void (first ? waiting.unshift(resolve) : waiting.push(resolve)));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
