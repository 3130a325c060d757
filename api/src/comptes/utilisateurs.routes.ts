import { utilisateursRoutes } from '@boutique/contracts/utilisateurs';
import type { Router } from '@koa/router';
import { decodeCursor, encodeCursor } from '../platform/cursor.ts';
import type { Database } from '../platform/db/database.ts';
import { bind } from '../platform/http/bind.ts';
import { setPageHeaders } from '../platform/http/page-headers.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { countPublicUtilisateurs, findPublicUtilisateur, listPublicUtilisateurs } from './utilisateurs.queries.ts';

const SCOPE = 'utilisateurs';

export function mountUtilisateurs(router: Router, db: Database): void {
  bind(router, utilisateursRoutes.list, async ({ query: { limite, apres } }, ctx) => {
    const position = apres === undefined ? undefined : decodeCursor(apres, SCOPE);
    const [rows, total] = await Promise.all([
      listPublicUtilisateurs(db, { limite: limite + 1, apres: position }),
      countPublicUtilisateurs(db),
    ]);
    const page = rows.slice(0, limite);
    const last = rows.length > limite ? page.at(-1) : undefined;
    setPageHeaders(ctx, total, last ? encodeCursor({ cle: last.nom, id: last.id }, SCOPE) : null);
    return page;
  });
  bind(router, utilisateursRoutes.read, async ({ params: { id } }) => {
    const utilisateur = await findPublicUtilisateur(db, id);
    if (utilisateur) return utilisateur;
    throw new ProblemError('utilisateur-introuvable', `Aucun profil public n’a l’identifiant ${id}.`);
  });
}
