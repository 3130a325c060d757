import type * as z from 'zod/mini';
import { decodeCursor, encodeCursor, type Position } from './cursor.ts';

/** A part of a list. `next` is the cursor of the part that follows; null on the last one. */
export interface Page<Entry> {
  entries: Entry[];
  /** How many entries the whole list has. */
  total: number;
  next: string | null;
}

/** What is asked of a list's query: at most `limite` entries after a position, or from the start. */
export interface Part {
  limite: number;
  apres?: Position | undefined;
}

interface KeysetList<Entry> {
  /** What the list was asked for, without its position: a cursor is good for the same question only. */
  scope: unknown;
  read(part: Part): Promise<Entry[]>;
  count(): Promise<number>;
  positionOf(entry: NoInfer<Entry>): Position;
  /** The type of the key that the list is sorted by; text when it is not given. */
  cle?: z.ZodMiniType<Position['cle']>;
}

/** For lists that are sorted by their ids: UUID v7, which are in the order of time. */
export const byId = ({ id }: { id: string }): Position => ({ cle: id, id });

/**
 * Reads one page of a list that is walked by its sort key and id, instead of by counting rows from the start.
 * @throws ProblemError `curseur-invalide`
 */
export async function readPage<Entry>(
  { limite, apres }: { limite: number; apres?: string | undefined },
  { scope, read, count, positionOf, cle }: KeysetList<Entry>,
): Promise<Page<Entry>> {
  const position = apres === undefined ? undefined : decodeCursor(apres, scope, cle);
  // one entry more than asked for tells whether there is a next page
  const [found, total] = await Promise.all([read({ limite: limite + 1, apres: position }), count()]);
  const entries = found.slice(0, limite);
  const last = found.length > limite ? entries.at(-1) : undefined;
  return { entries, total, next: last === undefined ? null : encodeCursor(positionOf(last), scope) };
}
