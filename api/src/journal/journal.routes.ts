import { administrationRoutes } from '@boutique/contracts/administration';
import type { Router } from '@koa/router';
import { decodeCursor, encodeCursor } from '../platform/cursor.ts';
import type { Database } from '../platform/db/database.ts';
import { bind } from '../platform/http/bind.ts';
import { setPageHeaders } from '../platform/http/page-headers.ts';
import { countJournal, listJournal } from './list-journal.queries.ts';

export function mountJournal(router: Router, db: Database): void {
  bind(router, administrationRoutes.listJournal, async ({ query: { limite, apres, objet } }, ctx) => {
    const scope = ['journal', objet ?? null];
    const position = apres === undefined ? undefined : decodeCursor(apres, scope);
    const [rows, total] = await Promise.all([
      listJournal(db, { objet, limite: limite + 1, apres: position }),
      countJournal(db, objet),
    ]);
    const page = rows.slice(0, limite);
    const last = rows.length > limite ? page.at(-1) : undefined;
    setPageHeaders(ctx, total, last ? encodeCursor({ cle: last.id, id: last.id }, scope) : null);
    return page;
  });
}
