import { LRUCache } from 'lru-cache';
import type { Changes, DataState, Tag } from './db/changes.ts';

interface Kept<Value> {
  /** The state of the data before the value was read. */
  asOf: DataState;
  value: Value;
}

interface Bounds<Value> {
  /** The most that may be kept, in the unit of `sizeOf`. */
  maxSize: number;
  sizeOf: (value: Value, key: string) => number;
}

/**
 * Values that are read from public data. A value serves again as long as nothing of its tags has changed; a request that
 * comes after the commit of a change never gets an older value, whichever process made the change. While changes are not
 * announced, every request reads the database.
 *
 * A value is kept when it is asked for a second time: most keys of a crawler come once. The least recently used go when
 * there is too much.
 */
export function createKeptValues<Value>(
  changes: Pick<Changes, 'known' | 'now' | 'haveChanged'>,
  bounds: Bounds<Value>,
) {
  const kept = new LRUCache<string, Kept<Value>>({
    maxSize: bounds.maxSize,
    sizeCalculation: ({ value }, key) => bounds.sizeOf(value, key),
  });
  /** Keys that were asked for once. */
  const seen = new LRUCache<string, true>({ max: 5_000 });
  const coming = new Map<string, { asOf: DataState; value: Promise<Value> }>();

  const make = async (key: string, asOf: DataState, read: () => Promise<Value>): Promise<Value> => {
    const making = { asOf, value: read() };
    coming.set(key, making);
    try {
      const value = await making.value;
      if (kept.has(key) || seen.has(key)) kept.set(key, { asOf, value });
      else seen.set(key, true);
      return value;
    } finally {
      if (coming.get(key) === making) coming.delete(key);
    }
  };

  /**
   * @param tags everything that the value is made from
   * @returns the value, read by `read` only if no kept one is valid; and the states of the data as of which it was read
   * and is valid, while changes are announced; and whether it is kept now
   */
  return async (key: string, tags: readonly Tag[], read: () => Promise<Value>) => {
    // what is read from now on is as new as the known state, at least; only what was read before has to be confirmed
    const now = kept.has(key) || coming.has(key) ? await changes.now() : changes.known();
    if (!now) return { value: await read() };
    const found = [kept.get(key), coming.get(key)].find((one) => one && !changes.haveChanged(tags, one.asOf));
    const value = found ? await found.value : await make(key, now, read);
    return { value, states: { asOf: found?.asOf ?? now, now }, isKept: kept.has(key) };
  };
}
