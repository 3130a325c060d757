import { Entete } from '@boutique/contracts/entetes';
import type { Logger } from 'pino';

/** A page never waits longer for its head than this: it is for search engines, and may be missing. */
const ANSWER_MS = 400;
/** How long a head is used again. Its prices are those of the page's own data soon after. */
const FRESH_MS = 30_000;
const MAX_KNOWN = 1_000;

/** The head of a page; `absent` when the API says that there is no such page, null when it cannot be had now. */
export type ReadEntete = (request: string) => Promise<Entete | 'absent' | null>;

/** Reads heads from the API and keeps the last ones for a while. */
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
      // not kept: it may be created any moment, and any client can think up addresses
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
