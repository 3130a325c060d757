import { administrationRoutes } from '@boutique/contracts/administration';
import type { Router } from '@koa/router';
import type { Database } from '../platform/db/database.ts';
import { bind } from '../platform/http/bind.ts';
import { sendPage } from '../platform/http/page-headers.ts';
import { byId, readPage } from '../platform/keyset-page.ts';
import { countJournal, listJournal } from './journal.queries.ts';

export function mountJournal(router: Router, { db }: { db: Database }): void {
  bind(router, administrationRoutes.listJournal, async ({ query: { objet, ...asked } }, ctx) => {
    const page = await readPage(asked, {
      scope: ['journal', objet ?? null],
      read: (range) => listJournal(db, { objet, ...range }),
      count: () => countJournal(db, objet),
      positionOf: byId,
    });
    return sendPage(ctx, page);
  });
}
