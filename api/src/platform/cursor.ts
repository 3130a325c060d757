import { createHash } from 'node:crypto';
import { ProblemError } from './http/problem-error.ts';

/** Where a page ended: the sort key and the id of its last row. */
export interface Position {
  cle: string | number;
  id: string;
}

/**
 * An opaque cursor: the position, and a checksum over it and over what the list was asked (`scope`), so that a cursor
 * that was altered or belongs to other filters is refused instead of giving a wrong page. No secret: it guards nothing.
 */
export function encodeCursor({ cle, id }: Position, scope: unknown): string {
  const payload = Buffer.from(JSON.stringify([cle, id])).toString('base64url');
  return `${payload}.${checksum(payload, scope)}`;
}

/** @throws ProblemError `curseur-invalide` */
export function decodeCursor(cursor: string, scope: unknown): Position {
  const [payload = '', sum] = cursor.split(/\.(?=[^.]*$)/);
  if (sum !== checksum(payload, scope)) {
    throw new ProblemError(
      'curseur-invalide',
      'Ce curseur n’appartient pas à cette liste. Reprenez la première page, sans le paramètre apres.',
      {
        erreurs: [
          { chemin: 'query.apres', message: 'Un curseur de la même liste, avec les mêmes filtres, est attendu' },
        ],
      },
    );
  }
  const [cle, id] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [string | number, string];
  return { cle, id };
}

const checksum = (payload: string, scope: unknown) =>
  createHash('sha256')
    .update(`${payload}\n${JSON.stringify(scope)}`)
    .digest('base64url')
    .slice(0, 16);
