import { type Release, SHELL_RELEASES_PATH } from '@boutique/contracts/release';
import type { Logger } from 'pino';

const ANSWER_MS = 2_000;
const AGAIN_MS = 2_000;
/** A register that was put back from a copy learns of this build again. */
const STILL_MS = 60_000;

interface Options {
  apiUrl: string;
  /** Where the other gateways reach this one. */
  selfUrl: string;
  release: Release;
  log: Logger;
}

/**
 * Tells the API which build of the shell this gateway serves: the other gateways fetch its files, and serve them to pages
 * that this one has written. The answer stops it.
 */
export function announceShell({ apiUrl, selfUrl, release, log }: Options): () => void {
  let timer: NodeJS.Timeout;
  let failing = false;
  const announce = async () => {
    try {
      const response = await fetch(new URL(SHELL_RELEASES_PATH, apiUrl), {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ origin: selfUrl, release }),
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`the API answered ${response.status}`);
      failing = false;
    } catch (error) {
      if (!failing)
        log.warn({ reason: (error as Error).message }, 'this build of the shell is not announced; it is tried again');
      failing = true;
    }
    timer = setTimeout(announce, failing ? AGAIN_MS : STILL_MS);
    timer.unref();
  };
  void announce();
  return () => clearTimeout(timer);
}
