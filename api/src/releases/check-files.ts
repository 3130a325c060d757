import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Release } from '@boutique/contracts/release';

const ANSWER_MS = 3_000;
const PARALLEL_FILES = 8;
/** Behind one address, replicas of two versions take turns while a slice is rolled out: the next try may meet the other. */
const ATTEMPTS = 8;
const PAUSE_MS = 100;

/** Why one file of a release is not what its `release.json` says; in French, without internal addresses. */
export interface FileFault {
  file: string;
  reason: string;
}

/** Fetches every file of a release and compares size and hash. @returns the files that are missing or other ones */
export async function checkFiles(origin: string, { files }: Release, signal: AbortSignal): Promise<FileFault[]> {
  const faults: FileFault[] = [];
  const next = Object.entries(files).values();
  const worker = async () => {
    for (const [file, expected] of next) {
      // enough to mend the release by
      if (faults.length >= 5) return;
      const reason = await checkFile(`${origin}/${file}`, expected, signal);
      if (reason !== null) faults.push({ file, reason });
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_FILES }, worker));
  return faults;
}

type Expected = Release['files'][string];

async function checkFile(url: string, expected: Expected, signal: AbortSignal): Promise<string | null> {
  let reason: string | null = null;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (attempt > 1) await sleep(PAUSE_MS, undefined, { signal });
    reason = await fetchAndCompare(url, expected, signal);
    if (reason === null) return null;
  }
  return reason;
}

async function fetchAndCompare(
  url: string,
  { size, integrity }: Expected,
  signal: AbortSignal,
): Promise<string | null> {
  const hash = createHash('sha384');
  let received = 0;
  try {
    const response = await fetch(url, {
      headers: { 'accept-encoding': 'identity' },
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      return `le serveur a répondu ${response.status}`;
    }
    for await (const chunk of response.body ?? []) {
      received += chunk.byteLength;
      if (received > size) break;
      hash.update(chunk);
    }
  } catch {
    signal.throwIfAborted();
    return 'le serveur ne répond pas, ou pas jusqu’au bout';
  }
  if (received > size) return `plus que les ${size} octets annoncés`;
  if (received < size) return `${received} octets au lieu de ${size}`;
  return `sha384-${hash.digest('base64')}` === integrity
    ? null
    : 'son empreinte sha384 n’est pas celle de release.json';
}
