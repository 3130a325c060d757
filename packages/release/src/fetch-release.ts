import { setTimeout as sleep } from 'node:timers/promises';
import type { Release } from '@boutique/contracts/release';
import { isIntact } from './integrity.ts';
import { MAX_MANIFEST_BYTES, parseRelease, type ReleaseLimits } from './parse-release.ts';
import { ReleaseRefusal } from './refusal.ts';

const MANIFEST_MS = 2_000;
const FILE_MS = 3_000;
const PARALLEL_FILES = 8;
/**
 * While a slice is rolled out, replicas of two versions answer in turns: the next attempt may reach the other version.
 */
const ATTEMPTS = 8;
const PAUSE_MS = 100;

/** An origin without a complete answer. The message is public, so it contains no address. */
export class OriginUnreachable extends Error {
  override name = 'OriginUnreachable';
}

/**
 * Reads `release.json` from a slice's server; undefined when it still has this ETag. Does not follow redirects.
 * @throws OriginUnreachable, ReleaseRefusal
 */
export async function fetchManifest(
  origin: string,
  { etag, limits, signal }: { etag?: string | undefined; limits?: ReleaseLimits; signal: AbortSignal },
): Promise<{ release: Release; etag: string | undefined } | undefined> {
  const response = await request(`${origin}/release.json`, MANIFEST_MS, signal, {
    accept: 'application/json',
    ...(etag !== undefined && { 'if-none-match': etag }),
  });
  if (response.status === 304) return undefined;
  if (response.status !== 200) {
    await response.body?.cancel();
    if (response.status >= 500) throw new OriginUnreachable(`release.json answered ${response.status}`);
    throw new ReleaseRefusal([{ chemin: 'release.json', message: `the server answered ${response.status}` }]);
  }
  const content = await readUpTo(response, MAX_MANIFEST_BYTES, signal);
  if (!content)
    throw new ReleaseRefusal([{ chemin: 'release.json', message: `more than ${MAX_MANIFEST_BYTES} bytes` }]);
  return { release: parseRelease(content, limits), etag: response.headers.get('etag') ?? undefined };
}

/**
 * Fetches files of a release from its slice's server, and checks each against size and hash.
 * @param wanted paths out of `release.files`
 * @throws OriginUnreachable; ReleaseRefusal when the server has other files
 */
export async function fetchFiles(
  origin: string,
  release: Release,
  { wanted = Object.keys(release.files), signal }: { wanted?: readonly string[]; signal: AbortSignal },
): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const stopping = new AbortController();
  const either = AbortSignal.any([signal, stopping.signal]);
  const next = wanted.values();
  const worker = async () => {
    for (const file of next) files.set(file, await fetchFile(origin, release, file, either));
  };
  try {
    await Promise.all(Array.from({ length: PARALLEL_FILES }, worker));
  } finally {
    // one file has failed, so the others are not needed
    stopping.abort();
  }
  return files;
}

async function fetchFile(origin: string, release: Release, file: string, signal: AbortSignal): Promise<Buffer> {
  const expected = release.files[file];
  if (!expected) throw new Error(`${file} is no file of ${release.name} ${release.version}`);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await request(`${origin}/${file}`, FILE_MS, signal, { 'accept-encoding': 'identity' });
      if (response.status >= 500) throw new OriginUnreachable(`a file answered ${response.status}`);
      const content = response.status === 200 ? await readUpTo(response, expected.size, signal) : undefined;
      if (content && isIntact(content, expected)) return content;
      await response.body?.cancel().catch(() => {});
      const message = `the server answered ${response.status}, not the file that release.json describes; serve exactly the files of the build, all of them`;
      throw new ReleaseRefusal([{ chemin: `files.${file}`, message }]);
    } catch (error) {
      signal.throwIfAborted();
      if (attempt >= ATTEMPTS) throw error;
      await sleep(PAUSE_MS, undefined, { signal });
    }
  }
}

/** @throws OriginUnreachable */
async function request(
  url: string,
  ms: number,
  signal: AbortSignal,
  headers: Record<string, string>,
): Promise<Response> {
  try {
    return await fetch(url, {
      // a kept-alive connection would reach the same replica again
      headers: { ...headers, connection: 'close' },
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(ms)]),
    });
  } catch (error) {
    throw unreachable(error, signal);
  }
}

/** The whole body; undefined when it is longer. @throws OriginUnreachable */
async function readUpTo(response: Response, maxBytes: number, signal: AbortSignal): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      if (size > maxBytes) return undefined;
      chunks.push(chunk);
    }
  } catch (error) {
    throw unreachable(error, signal);
  }
  return Buffer.concat(chunks);
}

/** Keeps an abort by the caller; makes an OriginUnreachable of any other error. */
function unreachable(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  const late = error instanceof Error && error.name === 'TimeoutError';
  return new OriginUnreachable(late ? 'no answer in time' : 'the connection failed');
}
