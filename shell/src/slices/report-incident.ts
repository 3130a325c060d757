import { emit } from '@boutique/contracts/events';
import type { Incident } from '@boutique/contracts/frontends';
import { sendReport } from '../send-report.ts';

/** More reports add nothing about one page, and the API ignores them. */
const MAXIMUM = 10;

/**
 * Reports each failure of a release once per page view, immediately, because reports can end a canary. Does not report
 * failures while the browser leaves the page or is offline: they are not the release's fault.
 */
export function createIncidentReporter(): (slice: string, incident: Incident) => void {
  const reported = new Set<string>();
  let leaving = false;
  window.addEventListener('pagehide', () => {
    leaving = true;
  });
  // the browser shows the page again from its back/forward cache
  window.addEventListener('pageshow', () => {
    leaving = false;
  });
  return (slice, incident) => {
    const { integrity, kind, place } = incident;
    const key = [slice, integrity, kind, place].join(' ');
    if (leaving || navigator.onLine === false || reported.has(key) || reported.size >= MAXIMUM) return;
    reported.add(key);
    emit('shell:incident', { slice, ...incident });
    sendReport(`/api/frontends/${slice}/incidents`, incident);
  };
}
