import type * as z from 'zod/mini';
import { decodeCursor, encodeCursor, type Position } from './cursor.ts';

/** One page of a list. `next` is the cursor of the next page; null on the last one. */
export interface Page<Entry> {
  entries: Entry[];
  /** The number of entries of the whole list. */
  total: number;
  next: string | null;
}

/** The rows that a query of a list reads: at most `limite` after a position, or from the start. */
export interface PageRange {
  limite: number;
  apres?: Position | undefined;
}

interface KeysetList<Entry> {
  /** The filters of the request: a cursor is valid only with the same ones. */
  scope: unknown;
  read(range: PageRange): Promise<Entry[]>;
  /** Counts the whole list; gets the entries that are being read, in case that they tell it. */
  count(reading: Promise<Entry[]>): Promise<number>;
  positionOf(entry: NoInfer<Entry>): Position;
  /** The schema of the sort key; text when it is not given. */
  cle?: z.ZodMiniType<Position['cle']>;
}

/** For lists that are sorted by id: UUID v7 are in the order of time. */
export const byId = ({ id }: { id: string }): Position => ({ cle: id, id });

/**
 * Reads one page of a list by keyset: the rows after a sort key and id, instead of after a number of rows.
 * @throws ProblemError `curseur-invalide`
 */
export async function readPage<Entry>(
  { limite, apres }: { limite: number; apres?: string | undefined },
  { scope, read, count, positionOf, cle }: KeysetList<Entry>,
): Promise<Page<Entry>> {
  const position = apres === undefined ? undefined : decodeCursor(apres, scope, cle);
  // one entry more than asked for shows whether there is a next page
  const reading = read({ limite: limite + 1, apres: position });
  const [found, total] = await Promise.all([reading, count(reading)]);
  const entries = found.slice(0, limite);
  const last = found.length > limite ? entries.at(-1) : undefined;
  return { entries, total, next: last === undefined ? null : encodeCursor(positionOf(last), scope) };
}
