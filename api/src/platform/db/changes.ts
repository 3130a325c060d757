import type { Log } from '../log.ts';
import type { Database } from './database.ts';
import { listen } from './listen.ts';

/**
 * What migration 011 announces: a change of a table, of products in anything but their stock, of the stock, and of whether
 * a product can be bought.
 */
export type Tag = 'categories' | 'produits' | 'stock' | 'disponibilite' | 'avis';

/** The public data as of one request. */
export interface DataState {
  /**
   * Names the last change of any public data, and this build: equal in all processes of one build while they have seen
   * the same changes.
   */
  version: string;
  /** Number of changes that this process has seen. */
  count: number;
}

export type Changes = ReturnType<typeof startChanges>;

/**
 * Follows the changes of public data, which migration 011 announces. PostgreSQL sends announcements to all listeners
 * in the same order. Each process announces its own start, too, so that all of them name the same last change.
 */
export function startChanges(db: Database, { log, commit }: { log: Log; commit: string }) {
  let count = 0;
  let version: string | undefined;
  /** Before this count, changes may have been missed. */
  let knownFrom = 0;
  const lastChanges = new Map<string, number>();

  const listener = listen(db, 'changes', {
    log,
    onListening: `select pg_notify('changes', 'start ' || gen_random_uuid())`,
    onChange(payload) {
      count += 1;
      version = payload && `${payload} ${commit}`;
      if (payload === undefined) knownFrom = count;
      else lastChanges.set(payload.split(' ', 1)[0] ?? '', count);
    },
  });

  /** The last state that this process has heard of; undefined while changes are not announced. */
  const known = (): DataState | undefined =>
    listener.isListening() && version !== undefined ? { version, count } : undefined;

  return {
    known,
    /**
     * The state of the data that contains everything that was committed before this call; undefined while changes are
     * not announced.
     */
    async now(): Promise<DataState | undefined> {
      return (await listener.catchUp()) ? known() : undefined;
    },
    /** Whether one of these changed after a state. */
    haveChanged: (tags: readonly Tag[], { count: since }: DataState): boolean =>
      since < knownFrom || tags.some((tag) => (lastChanges.get(tag) ?? 0) > since),
    stop: listener.stop,
  };
}
