import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { ProblemError } from './http/problem-error.ts';

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
export function encodeCursor({ cle, id }: Position, scope: unknown): string {
  const payload = Buffer.from(JSON.stringify([cle, id])).toString('base64url');
  return `${payload}.${checksum(payload, scope)}`;
}

/** Schemas of `cle` for lists that are sorted by a text, a time or a number of the database. */
export const cles = {
  texte: z.string().check(z.refine((text) => !text.includes('\0'))),
  // PostgreSQL has no year 0
  instant: z.iso.datetime().check(z.startsWith('2')),
  entier: z.int32(),
  // the driver gives `numeric` as text
  decimal: z.string().check(z.regex(/^-?\d{1,9}(?:\.\d{1,9})?$/)),
};

/** @throws ProblemError `curseur-invalide` */
export function decodeCursor(
  cursor: string,
  scope: unknown,
  cle: z.ZodMiniType<Position['cle']> = cles.texte,
): Position {
  const [payload = '', sum] = cursor.split(/\.(?=[^.]*$)/);
  const position = sum === checksum(payload, scope) ? z.tuple([cle, z.uuidv7()]).safeParse(jsonIn(payload)).data : null;
  if (position) return { cle: position[0], id: position[1] };
  throw new ProblemError(
    'curseur-invalide',
    'Ce curseur n’appartient pas à cette liste. Reprenez la première page, sans le paramètre apres.',
    {
      erreurs: [{ chemin: 'query.apres', message: 'Un curseur de la même liste, avec les mêmes filtres, est attendu' }],
    },
  );
}

function jsonIn(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString());
  } catch {
    return undefined;
  }
}

const checksum = (payload: string, scope: unknown) =>
  createHash('sha256')
    .update(`${payload}\n${JSON.stringify(scope)}`)
    .digest('base64url')
    .slice(0, 16);
