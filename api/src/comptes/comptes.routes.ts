import { administrationRoutes } from '@boutique/contracts/administration';
import { adressesRoutes, compteRoutes, SESSION_COOKIE, sessionRoutes } from '@boutique/contracts/comptes';
import { utilisateursRoutes } from '@boutique/contracts/utilisateurs';
import type { Router } from '@koa/router';
import type { Registry } from 'prom-client';
import type { Database } from '../platform/db/database.ts';
import { bind } from '../platform/http/bind.ts';
import { accountOf, signedInOf } from '../platform/http/caller.ts';
import { negotiateLangue } from '../platform/http/langue.ts';
import { sendPage } from '../platform/http/page-headers.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { cookieDigests } from '../platform/http/token-cookies.ts';
import { byId, readPage } from '../platform/keyset-page.ts';
import type { Mailer } from '../platform/mail.ts';
import { countComptes, listComptes } from './administration.queries.ts';
import { createAdministrationUtilisateursService } from './administration.service.ts';
import { listAdresses } from './adresses.queries.ts';
import { createAdressesService } from './adresses.service.ts';
import { browserOf, clearSessionCookie, giveTokens } from './browser.ts';
import { readCompte } from './comptes.queries.ts';
import { createComptesService } from './comptes.service.ts';
import { exportCompte } from './export-compte.queries.ts';
import { createPasswords } from './passwords.ts';
import { createReinitialisationsService } from './reinitialisations.service.ts';
import { deleteSessions, deleteSessionsOf } from './session.queries.ts';
import { createSessionService } from './session.service.ts';
import { countPublicUtilisateurs, findPublicUtilisateur, listPublicUtilisateurs } from './utilisateurs.queries.ts';
import { createVerificationsService } from './verifications.service.ts';

interface ComptesOptions {
  db: Database;
  mailer: Mailer;
  /** The public address of the shop, for links in mails; without a slash at the end. */
  publicUrl: string;
  registry: Registry;
}

/** The routes of accounts: signing in and up, changes of the own account, public profiles, and administration. */
export function mountComptes(router: Router, { db, mailer, publicUrl, registry }: ComptesOptions): void {
  const passwords = createPasswords(registry);
  const verifications = createVerificationsService(db, mailer, publicUrl);

  const session = createSessionService(db, passwords);
  bind(router, sessionRoutes.create, async ({ body }, ctx) => {
    const { compte, tokens } = await session.signIn(body, await browserOf(db, ctx));
    giveTokens(ctx, tokens);
    return { compte };
  });
  bind(router, sessionRoutes.read, async (_input, ctx) => {
    const account = await accountOf(ctx);
    return { compte: account && (await readCompte(db, account.id)) };
  });
  bind(router, sessionRoutes.delete, async (_input, ctx) => {
    const jetons = cookieDigests(ctx, SESSION_COOKIE);
    if (jetons.length === 0) return undefined;
    await deleteSessionsOf(db, jetons);
    clearSessionCookie(ctx);
    return undefined;
  });
  bind(router, sessionRoutes.deleteAll, async (_input, ctx) => {
    await deleteSessions(db, (await signedInOf(ctx)).id);
    clearSessionCookie(ctx);
    return undefined;
  });

  const comptes = createComptesService(db, passwords, verifications);
  bind(router, compteRoutes.create, async ({ body, query }, ctx) => {
    const browser = await browserOf(db, ctx);
    const { compte, tokens } = await comptes.signUp(body, browser, negotiateLangue(ctx, query.langue));
    giveTokens(ctx, tokens);
    return { compte };
  });
  bind(router, compteRoutes.update, async ({ body }, ctx) => comptes.update((await signedInOf(ctx)).id, body));
  bind(router, compteRoutes.delete, async (_input, ctx) => {
    await comptes.delete((await signedInOf(ctx)).id);
    clearSessionCookie(ctx);
    return undefined;
  });
  bind(router, compteRoutes.changePassword, async ({ body }, ctx) => {
    const tokens = await comptes.changePassword(await signedInOf(ctx), body, cookieDigests(ctx, SESSION_COOKIE));
    giveTokens(ctx, tokens);
    return undefined;
  });
  bind(router, compteRoutes.export, async (_input, ctx) => {
    const exported = await exportCompte(db, (await signedInOf(ctx)).id);
    ctx.set('Content-Disposition', `attachment; filename="boutique-${exported.exporteLe.slice(0, 10)}.json"`);
    return exported;
  });
  bind(router, compteRoutes.sendVerification, async ({ query }, ctx) => {
    await verifications.sendAgain((await signedInOf(ctx)).id, ctx.ip, negotiateLangue(ctx, query.langue));
    return undefined;
  });
  bind(router, compteRoutes.verify, async ({ body }) => {
    await verifications.verify(body.jeton);
    return undefined;
  });

  const reinitialisations = createReinitialisationsService(db, { mailer, publicUrl, passwords, verifications });
  bind(router, compteRoutes.requestReset, async ({ body, query }, ctx) => {
    await reinitialisations.request(body.email, ctx.ip, negotiateLangue(ctx, query.langue));
    return undefined;
  });
  bind(router, compteRoutes.resetPassword, async ({ body }, ctx) => {
    giveTokens(ctx, await reinitialisations.reset(body, await browserOf(db, ctx)));
    return undefined;
  });

  const adresses = createAdressesService(db);
  bind(router, adressesRoutes.list, async (_input, ctx) => listAdresses(db, (await signedInOf(ctx)).id));
  bind(router, adressesRoutes.create, async ({ body }, ctx) => adresses.create((await signedInOf(ctx)).id, body));
  bind(router, adressesRoutes.update, async ({ params, body }, ctx) =>
    adresses.update((await signedInOf(ctx)).id, params.id, body),
  );
  bind(router, adressesRoutes.delete, async ({ params }, ctx) => {
    await adresses.delete((await signedInOf(ctx)).id, params.id);
    return undefined;
  });

  bind(router, utilisateursRoutes.list, async ({ query }, ctx) => {
    const page = await readPage(query, {
      scope: 'utilisateurs',
      read: (range) => listPublicUtilisateurs(db, range),
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

  const administration = createAdministrationUtilisateursService(db);
  bind(router, administrationRoutes.listUtilisateurs, async ({ query: { limite, apres, ...filters } }, ctx) => {
    const page = await readPage(
      { limite, apres },
      {
        scope: ['administration-utilisateurs', filters],
        read: (range) => listComptes(db, filters, range),
        count: () => countComptes(db, filters),
        positionOf: byId,
      },
    );
    return sendPage(ctx, page);
  });
  bind(router, administrationRoutes.updateUtilisateur, async ({ params, body }, ctx) =>
    administration.update((await signedInOf(ctx)).id, params.id, body),
  );
}
