import { utilisateursRoutes } from '@boutique/contracts/utilisateurs';
import type { Router } from '@koa/router';
import type { Database } from '../platform/db/database.ts';
import { bind } from '../platform/http/bind.ts';
import { sendPage } from '../platform/http/page-headers.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { readPage } from '../platform/keyset-page.ts';
import { countPublicUtilisateurs, findPublicUtilisateur, listPublicUtilisateurs } from './utilisateurs.queries.ts';

export function mountUtilisateurs(router: Router, db: Database): void {
  bind(router, utilisateursRoutes.list, async ({ query }, ctx) => {
    const page = await readPage(query, {
      scope: 'utilisateurs',
      read: (part) => listPublicUtilisateurs(db, part),
      count: () => countPublicUtilisateurs(db),
      positionOf: ({ nom, id }) => ({ cle: nom, id }),
    });
    return sendPage(ctx, page);
  });
  bind(router, utilisateursRoutes.read, async ({ params: { id } }) => {
    const utilisateur = await findPublicUtilisateur(db, id);
    if (utilisateur) return utilisateur;
    throw new ProblemError('utilisateur-introuvable', `Aucun profil public n’a l’identifiant ${id}.`);
  });
}
