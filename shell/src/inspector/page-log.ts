import { type BoutiqueEvents, listen } from '@boutique/contracts/events';

type Load = Pick<BoutiqueEvents['shell:slice-state'], 'version' | 'state' | 'durationMs'>;
type LoggedIncident = BoutiqueEvents['shell:incident'];

/** Loads and incidents of slices since the page was opened. */
export interface PageLog {
  /** The last state of each release that was tried, by slice, in the order of the tries. */
  loads: ReadonlyMap<string, readonly Load[]>;
  /** Newest first. */
  incidents: readonly LoggedIncident[];
}

export interface PageLogStore {
  read(): PageLog;
  subscribe(listener: () => void): () => void;
}

/**
 * Records from the start of the page, because the inspector is loaded later. The reporter limits the number of
 * incidents.
 */
export function keepPageLog(): PageLogStore {
  let log: PageLog = { loads: new Map(), incidents: [] };
  const listeners = new Set<() => void>();
  const change = (next: Partial<PageLog>) => {
    log = { ...log, ...next };
    for (const listener of listeners) listener();
  };
  listen('shell:slice-state', ({ slice, version, state, durationMs }) => {
    const others = (log.loads.get(slice) ?? []).filter((load) => load.version !== version);
    change({ loads: new Map(log.loads).set(slice, [...others, { version, state, durationMs }]) });
  });
  listen('shell:incident', (incident) => change({ incidents: [incident, ...log.incidents] }));
  return {
    read: () => log,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
