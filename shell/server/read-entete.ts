import { Entete } from '@boutique/contracts/entetes';
import type { Logger } from 'pino';

/** The longest that a page waits for its head, which only search engines need: the page works without it. */
const ANSWER_MS = 400;
/** How long a head is reused. An old price in it is soon replaced: the page reads its own data. */
const FRESH_MS = 30_000;
const MAX_KNOWN = 1_000;

/** Reads the head of a page; `absent` when the API answers 404, null when the API does not give it now. */
export type ReadEntete = (request: string) => Promise<Entete | 'absent' | null>;

/** Reads heads from the API and caches the latest ones for a while. */
export function createEnteteReader({ apiUrl, log }: { apiUrl: string; log: Logger }): ReadEntete {
  const known = new Map<string, { until: number; entete: Entete }>();
  return async (request) => {
    const kept = known.get(request);
    if (kept && kept.until > performance.now()) return kept.entete;
    known.delete(request);
    try {
      const response = await fetch(new URL(request, apiUrl), {
        signal: AbortSignal.timeout(ANSWER_MS),
        redirect: 'error',
      });
      // not cached: the page may be created at any moment, and clients could fill the cache with invented addresses
      if (response.status === 404) return 'absent';
      if (!response.ok) return null;
      const entete = Entete.parse(await response.json());
      const [oldest] = known.keys();
      if (known.size >= MAX_KNOWN && oldest !== undefined) known.delete(oldest);
      known.set(request, { until: performance.now() + FRESH_MS, entete });
      return entete;
    } catch (error) {
      log.debug({ reason: (error as Error).message, request }, 'no head for a page');
      return null;
    }
  };
}
