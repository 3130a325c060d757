import { setTimeout as sleep } from 'node:timers/promises';
import { type RegisteredRelease, type Release, releaseBase, SHELL } from '@boutique/contracts/release';
import type { Logger } from 'pino';
import { Agent, request } from 'undici';
import { isIntact } from './is-intact.ts';
import type { ReleaseFolder } from './release-folder.ts';

/** How long a slice's server may stay silent, before its answer and within it. undici's timers are up to a second late. */
const ANSWER_MS = 1_900;
/**
 * Behind one address, replicas of two versions take turns while a slice is rolled out: the next try may meet the other.
 * A replica that just stops refuses a connection; a slice that is down stays so for longer than a visitor waits.
 */
const ATTEMPTS = { 'other-content': 8, unreachable: 2 };
const PAUSE_MS = 100;
const GIVE_UP_MS = 1_000;
/** Between two attempts at what a release still lacks. */
const REST_MS = 2_000;
const PARALLEL_FILES = 8;
/** Some two hundred releases; those in service are kept in any case. */
const MAX_BYTES = 64 * 2 ** 20;

/** Says that a gateway asks. Another one then answers out of its own build alone: else they would ask in a circle. */
export const GATEWAY_HEADER = 'x-boutique-gateway';

/** Why a slice's server did not give a file of its release. */
export class FileError extends Error {
  override name = 'FileError';
  readonly reason: 'unreachable' | 'other-content';

  constructor(reason: FileError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

interface Stored {
  registered: RegisteredRelease;
  files: Map<string, Buffer>;
  /** When somebody last asked for it. */
  usedAt: number;
  taking?: Promise<void> | undefined;
  /** When its files could last not be had. */
  failedAt?: number;
}

interface Options {
  log: Logger;
  maxBytes?: number | undefined;
  /** Where copies outlive this process. */
  folder?: ReleaseFolder | undefined;
}

export type ReleaseStore = ReturnType<typeof createReleaseStore>;

/**
 * The gateway's own copies of releases, each file checked against its hash. A release stays whole here while its servers
 * are replaced or gone, and after the next one has come: old tabs find their files.
 */
export function createReleaseStore({ log, maxBytes = MAX_BYTES, folder }: Options) {
  const releases = new Map<string, Stored>();
  const connections = new Agent({ pipelining: 0, headersTimeout: ANSWER_MS, bodyTimeout: ANSWER_MS });

  const isWhole = ({ registered: { release }, files }: Stored) => files.size === Object.keys(release.files).length;

  async function fetchFile({ registered: { origin, release }, files }: Stored, file: string): Promise<Buffer> {
    const expected = release.files[file];
    if (!expected) throw new Error(`${file} is no file of ${release.name} ${release.version}`);
    const started = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      try {
        const content = await download(`${origin.replace(/\/$/, '')}/${file}`, expected, connections);
        files.set(file, content);
        return content;
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        if (attempt >= ATTEMPTS[error.reason] || performance.now() - started > GIVE_UP_MS) throw error;
        await sleep(PAUSE_MS);
      }
    }
  }

  async function takeFiles(stored: Stored): Promise<void> {
    const { release, origin } = stored.registered;
    const [first, ...others] = Object.keys(release.files).filter((file) => !stored.files.has(file));
    const next = others.values();
    const worker = async () => {
      for (const file of next) await fetchFile(stored, file);
    };
    const about = { slice: release.name, version: release.version, origin };
    try {
      // alone: a server that is down should be asked once, not eight times
      if (first !== undefined) await fetchFile(stored, first);
      await Promise.all(Array.from({ length: PARALLEL_FILES }, worker));
      log.info({ ...about, files: stored.files.size }, 'release taken');
      await folder?.save(stored);
    } catch (error) {
      if (stored.failedAt === undefined) {
        log.warn({ ...about, reason: (error as Error).message }, 'release cannot be taken whole; it is tried again');
      }
      stored.failedAt = performance.now();
    }
  }

  /** Starts or joins the taking of what is missing; nothing to wait for when it failed before. */
  async function complete(stored: Stored): Promise<void> {
    const { failedAt } = stored;
    if (isWhole(stored) || (failedAt !== undefined && performance.now() - failedAt < REST_MS)) return;
    stored.taking ??= takeFiles(stored).finally(() => {
      stored.taking = undefined;
    });
    if (failedAt === undefined) await stored.taking;
  }

  /** Old releases go, the one that was asked for the longest ago first. */
  function evict(inService: ReadonlySet<Stored>): void {
    const sizeOf = ({ files }: Stored) => [...files.values()].reduce((sum, { length }) => sum + length, 0);
    let total = [...releases.values()].reduce((sum, stored) => sum + sizeOf(stored), 0);
    for (const [base, stored] of [...releases].sort(([, a], [, b]) => a.usedAt - b.usedAt)) {
      if (total <= maxBytes) return;
      if (inService.has(stored)) continue;
      releases.delete(base);
      void folder?.remove(stored.registered);
      total -= sizeOf(stored);
    }
  }

  return {
    /** Takes in what an earlier process has kept. To be awaited before the first page. */
    async recall(): Promise<void> {
      for (const { registered, files } of (await folder?.readAll()) ?? []) {
        releases.set(releaseBase(registered.release), { registered, files, usedAt: 0 });
      }
    },

    /** Takes in the releases that are in service now. Resolves when each new one that pages name is whole, or could not be had. */
    async take(inService: readonly RegisteredRelease[]): Promise<void> {
      const wanted = inService.map((registered) => {
        const base = releaseBase(registered.release);
        const stored: Stored = releases.get(base) ?? { registered, files: new Map(), usedAt: 0 };
        // its server may have moved
        stored.registered = registered;
        stored.usedAt = performance.now();
        releases.set(base, stored);
        return stored;
      });
      evict(new Set(wanted));
      const taking = wanted.map((stored) => ({ stored, done: complete(stored) }));
      const named = taking.filter(({ stored }) => stored.registered.release.name !== SHELL);
      await Promise.all(named.map(({ done }) => done));
    },

    /** Takes a release that is not in service. Resolves to whether it is whole. */
    async fetch(registered: RegisteredRelease): Promise<boolean> {
      const base = releaseBase(registered.release);
      const stored: Stored = releases.get(base) ?? { registered, files: new Map(), usedAt: 0 };
      stored.usedAt = performance.now();
      releases.set(base, stored);
      await complete(stored);
      return isWhole(stored);
    },

    isWhole(registered: RegisteredRelease): boolean {
      const stored = releases.get(releaseBase(registered.release));
      return stored !== undefined && isWhole(stored);
    },

    find: (base: string): RegisteredRelease | undefined => releases.get(base)?.registered,

    /** A file of a release that was taken; asks its server when it is not here yet. @throws FileError */
    async read(registered: RegisteredRelease, file: string): Promise<Buffer> {
      const stored = releases.get(releaseBase(registered.release)) ?? { registered, files: new Map(), usedAt: 0 };
      stored.usedAt = performance.now();
      return stored.files.get(file) ?? fetchFile(stored, file);
    },
  };
}

/** One file, whole and with the hash that the build wrote. @throws FileError */
async function download(url: string, expected: Release['files'][string], dispatcher: Agent): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let received = 0;
  try {
    const { statusCode, body } = await request(url, { dispatcher, headers: { [GATEWAY_HEADER]: '1' } });
    if (statusCode >= 500) {
      await body.dump();
      throw new FileError('unreachable', `${url} answered ${statusCode}`);
    }
    for await (const chunk of body as AsyncIterable<Buffer>) {
      received += chunk.length;
      // enough to know that it is another file
      if (received > expected.size) break;
      chunks.push(chunk);
    }
    if (statusCode !== 200) throw new FileError('other-content', `${url} answered ${statusCode}`);
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new FileError('unreachable', `${url}: ${(error as Error).message}`);
  }
  const content = Buffer.concat(chunks);
  if (isIntact(content, expected)) return content;
  throw new FileError('other-content', `${url} is not the file of the release (${received} of ${expected.size} bytes)`);
}
