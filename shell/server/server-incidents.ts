import type { Incident } from '@boutique/contracts/frontends';
import type { Context } from 'koa';
import type { Logger } from 'pino';
import { forwardedHeaders } from './api-proxy.ts';
import { matchPage } from './page-releases.ts';
import type { PageRequest } from './page-requests.ts';
import type { ServerFailure } from './renderer.ts';

/** A release that fails on every page must not turn each page into reports without end. */
const MAX_UNDER_WAY = 4;
const ANSWER_MS = 2_000;

/**
 * Reports releases whose server entry failed, in the name of the visitor whose page it was: canaries are judged by the
 * number of client addresses at which a release fails, whether in the browser or here.
 */
export function createServerIncidents({ apiUrl, log }: { apiUrl: string; log: Logger }) {
  let underWay = 0;
  const send = async (slice: string, incident: Incident, client: string): Promise<void> => {
    underWay += 1;
    try {
      const response = await fetch(new URL(`/api/frontends/${slice}/incidents`, apiUrl), {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': client },
        body: JSON.stringify(incident),
        signal: AbortSignal.timeout(ANSWER_MS),
        redirect: 'error',
      });
      await response.body?.cancel();
    } catch (error) {
      log.debug({ reason: (error as Error).message }, 'an incident could not be reported');
    } finally {
      underWay -= 1;
    }
  };
  return {
    report(ctx: Context, { releases, pathname }: PageRequest, failures: readonly ServerFailure[]): void {
      const place = matchPage(releases, pathname)?.route.path ?? '*';
      for (const { release, message } of failures) {
        if (underWay >= MAX_UNDER_WAY) return;
        const { name, version, integrity } = release;
        const incident: Incident = { version, integrity, kind: 'server', place, message, fallback: null };
        void send(name, incident, String(forwardedHeaders(ctx)['x-forwarded-for']));
      }
    },
  };
}
