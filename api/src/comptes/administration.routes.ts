import { administrationRoutes } from '@boutique/contracts/administration';
import type { Router } from '@koa/router';
import { decodeCursor, encodeCursor } from '../platform/cursor.ts';
import type { Database } from '../platform/db/database.ts';
import { bind } from '../platform/http/bind.ts';
import { setPageHeaders } from '../platform/http/page-headers.ts';
import { signedInOf } from '../platform/http/visitor.ts';
import { countComptes, listComptes } from './administration.queries.ts';
import type { AdministrationUtilisateursService } from './administration.service.ts';

export function mountAdministrationUtilisateurs(
  router: Router,
  db: Database,
  service: AdministrationUtilisateursService,
): void {
  bind(router, administrationRoutes.listUtilisateurs, async ({ query: { limite, apres, ...filters } }, ctx) => {
    const scope = ['administration-utilisateurs', filters];
    const position = apres === undefined ? undefined : decodeCursor(apres, scope);
    const [rows, total] = await Promise.all([
      listComptes(db, filters, { limite: limite + 1, apres: position }),
      countComptes(db, filters),
    ]);
    const page = rows.slice(0, limite);
    const last = rows.length > limite ? page.at(-1) : undefined;
    setPageHeaders(ctx, total, last ? encodeCursor({ cle: last.id, id: last.id }, scope) : null);
    return page;
  });
  bind(router, administrationRoutes.updateUtilisateur, async ({ params, body }, ctx) =>
    service.update((await signedInOf(ctx)).id, params.id, body),
  );
}
