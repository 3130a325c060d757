import type * as z from 'zod/mini';
import { type Position } from './cursor.ts';
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
  count(): Promise<number>;
  positionOf(entry: NoInfer<Entry>): Position;
  /** The schema of the sort key; text when it is not given. */
  cle?: z.ZodMiniType<Position['cle']>;
}
/** For lists that are sorted by id: UUID v7 are in the order of time. */
export declare const byId: ({ id }: { id: string }) => Position;
/**
 * Reads one page of a list by keyset: the rows after a sort key and id, instead of after a number of rows.
 * @throws ProblemError `curseur-invalide`
 */
export declare function readPage<Entry>(
  {
    limite,
    apres,
  }: {
    limite: number;
    apres?: string | undefined;
  },
  { scope, read, count, positionOf, cle }: KeysetList<Entry>,
): Promise<Page<Entry>>;
