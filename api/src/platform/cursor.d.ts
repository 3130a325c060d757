import * as z from 'zod/mini';
/** The end of a page: sort key and id of its last row. */
export interface Position {
  cle: string | number;
  id: string;
}
/**
 * An opaque cursor: the position, and a checksum over it and the filters of the list (`scope`), so that an altered
 * cursor or one of other filters is refused instead of giving a wrong page. The checksum is no secret and can be
 * forged, so the content is checked like any other input.
 */
export declare function encodeCursor({ cle, id }: Position, scope: unknown): string;
/** Schemas of `cle` for lists that are sorted by a text, a time or a number of the database. */
export declare const cles: {
  texte: z.ZodMiniString<string>;
  instant: z.iso.ZodMiniISODateTime;
  entier: z.ZodMiniInt32;
  decimal: z.ZodMiniString<string>;
};
/** @throws ProblemError `curseur-invalide` */
export declare function decodeCursor(cursor: string, scope: unknown, cle?: z.ZodMiniType<Position['cle']>): Position;
