import { emit } from '@boutique/contracts/events';
import type { Incident } from '@boutique/contracts/frontends';

/** More says nothing new of a page, and the API would not listen. */
const MAXIMUM = 10;

/**
 * Reports each failure of a release once per page view, at once: a canary is taken back by it. What fails because the page
 * is being left, or because there is no network, is no fault of the release.
 */
export function createIncidentReporter(): (slice: string, incident: Incident) => void {
  const reported = new Set<string>();
  let leaving = false;
  window.addEventListener('pagehide', () => {
    leaving = true;
  });
  // shown again out of the browser's memory
  window.addEventListener('pageshow', () => {
    leaving = false;
  });
  return (slice, incident) => {
    const { integrity, kind, place } = incident;
    const key = [slice, integrity, kind, place].join(' ');
    if (leaving || navigator.onLine === false || reported.has(key) || reported.size >= MAXIMUM) return;
    reported.add(key);
    emit('shell:incident', { slice, ...incident });
    navigator.sendBeacon(
      `/api/frontends/${slice}/incidents`,
      new Blob([JSON.stringify(incident)], { type: 'application/json' }),
    );
  };
}
