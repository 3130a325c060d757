import { administrationRoutes } from '@boutique/contracts/administration';
import type { Router } from '@koa/router';
import type { Database } from '../platform/db/database.ts';
import { bind } from '../platform/http/bind.ts';
import { sendPage } from '../platform/http/page-headers.ts';
import { signedInOf } from '../platform/http/visitor.ts';
import { byId, readPage } from '../platform/keyset-page.ts';
import { countComptes, listComptes } from './administration.queries.ts';
import type { AdministrationUtilisateursService } from './administration.service.ts';

export function mountAdministrationUtilisateurs(
  router: Router,
  db: Database,
  service: AdministrationUtilisateursService,
): void {
  bind(router, administrationRoutes.listUtilisateurs, async ({ query: { limite, apres, ...filters } }, ctx) => {
    const page = await readPage(
      { limite, apres },
      {
        scope: ['administration-utilisateurs', filters],
        read: (part) => listComptes(db, filters, part),
        count: () => countComptes(db, filters),
        positionOf: byId,
      },
    );
    return sendPage(ctx, page);
  });
  bind(router, administrationRoutes.updateUtilisateur, async ({ params, body }, ctx) =>
    service.update((await signedInOf(ctx)).id, params.id, body),
  );
}
