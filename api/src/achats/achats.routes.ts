import { administrationRoutes } from '@boutique/contracts/administration';
import { commandesRoutes, livraisonsRoutes } from '@boutique/contracts/commandes';
import { favorisRoutes, MAX_FAVORIS } from '@boutique/contracts/favoris';
import { paiementsRoutes } from '@boutique/contracts/paiements';
import { panierRoutes } from '@boutique/contracts/panier';
import type { Router } from '@koa/router';
import type { Context } from 'koa';
import type { Database } from '../platform/db/database.ts';
import { bind } from '../platform/http/bind.ts';
import { accountOf, signedInOf } from '../platform/http/caller.ts';
import type { KeptAnswers } from '../platform/http/kept-answers.ts';
import { negotiateLangue } from '../platform/http/langue.ts';
import { sendPage } from '../platform/http/page-headers.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { byId, readPage } from '../platform/keyset-page.ts';
import { digestOf } from '../platform/tokens.ts';
import { acheteurOf, ensureAcheteur, giveGuestToken, guestOf, type LimitNewGuests, ordererOf } from './acheteur.ts';
import { lockAcheteur } from './acheteurs.queries.ts';
import * as queries from './commandes.queries.ts';
import { createCommandesService, type GuestRules } from './commandes.service.ts';
import * as favoris from './favoris.queries.ts';
import { livraisons } from './livraisons.ts';
import { hasAcces, listMails, retryMails } from './mails.queries.ts';
import { emailOf } from './nouvelle-commande.queries.ts';
import type { PaiementsService } from './paiements.service.ts';
import { createPanierService } from './panier.service.ts';

interface Options {
  db: Database;
  keep: KeptAnswers;
  guests: GuestRules & { limitNew: LimitNewGuests };
  paiements: PaiementsService;
}

/** The routes of cart, favourites, orders and payments. */
export function mountAchats(router: Router, { db, keep, guests, paiements }: Options): void {
  const panier = createPanierService(db);
  bind(router, panierRoutes.read, async ({ query }, ctx) =>
    panier.read(await acheteurOf(db, ctx), negotiateLangue(ctx, query.langue)),
  );
  bind(router, panierRoutes.addLigne, async ({ body, query }, ctx) => {
    const acheteurId = await ensureAcheteur(db, ctx, guests.limitNew);
    return panier.change('add', { acheteurId, ...body }, negotiateLangue(ctx, query.langue));
  });
  bind(router, panierRoutes.setLigne, async ({ params, body, query }, ctx) => {
    const acheteurId = await ensureAcheteur(db, ctx, guests.limitNew);
    return panier.change('set', { acheteurId, ...params, ...body }, negotiateLangue(ctx, query.langue));
  });
  bind(router, panierRoutes.removeLigne, async ({ params, query }, ctx) =>
    panier.remove(await acheteurOf(db, ctx), params.produitId, negotiateLangue(ctx, query.langue)),
  );

  bind(router, favorisRoutes.list, async (_input, ctx) => {
    const acheteur = await acheteurOf(db, ctx);
    return acheteur === undefined ? [] : favoris.listFavoris(db, acheteur);
  });
  bind(router, favorisRoutes.add, async ({ params: { produitId } }, ctx) => {
    const acheteur = await ensureAcheteur(db, ctx, guests.limitNew);
    await db.transaction(async (trx) => {
      await lockAcheteur(trx, acheteur);
      if (!(await favoris.addFavori(trx, acheteur, produitId))) {
        throw new ProblemError('produit-introuvable', `Aucun produit en vente n’a l’identifiant ${produitId}.`);
      }
      if ((await favoris.countFavoris(trx, acheteur)) > MAX_FAVORIS) {
        throw new ProblemError('limite-atteinte', `Une liste tient ${MAX_FAVORIS} favoris ; retirez-en un d’abord.`);
      }
    });
    return undefined;
  });
  bind(router, favorisRoutes.remove, async ({ params: { produitId } }, ctx) => {
    const acheteur = await acheteurOf(db, ctx);
    if (acheteur !== undefined) await favoris.removeFavori(db, acheteur, produitId);
    return undefined;
  });

  bind(router, livraisonsRoutes.list, (_, ctx) =>
    keep(ctx, { route: livraisonsRoutes.list, tags: [], input: null }, async () => [...livraisons]),
  );
  bind(router, paiementsRoutes.listMoyens, () =>
    paiements.modes.map((mode) => ({
      mode,
      confirmationAuDelaCentimes: mode === 'a-la-livraison' ? guests.confirmation.aboveCentimes : null,
    })),
  );
  bind(router, paiementsRoutes.confirm, async ({ upload }, ctx) => {
    await paiements.confirm(upload, ctx.get('Stripe-Signature'));
    return undefined;
  });
  mountCommandes(router, { db, guests, paiements });
}

const KEY = /^[\w-]{16,100}$/;

function mountCommandes(router: Router, { db, guests, paiements }: Omit<Options, 'keep'>): void {
  const service = createCommandesService(db, { guests, paiements });

  bind(router, commandesRoutes.create, async ({ body, query }, ctx) => {
    const cle = ctx.get('Idempotency-Key');
    if (!KEY.test(cle)) {
      throw new ProblemError(
        'cle-idempotence-manquante',
        'Envoyez un en-tête Idempotency-Key de 16 à 100 caractères parmi A-Z a-z 0-9 _ - : une clé par commande.',
      );
    }
    const account = await accountOf(ctx);
    // an account's own address, so that mail about its orders goes nowhere else
    const email = account ? await emailOf(db, account.id) : body.email;
    if (email === undefined) {
      const erreurs = [{ chemin: 'body.email', message: 'Une adresse e-mail est attendue pour commander sans compte' }];
      throw new ProblemError('requete-invalide', 'body.email : une adresse e-mail est attendue.', { erreurs });
    }
    const acheteur = await ordererOf(db, ctx, guests.limitNew);
    const langue = negotiateLangue(ctx, query.langue);
    const { commande, guestToken } = await service.create({ acheteur, ip: ctx.ip, email, cle, body, langue });
    if (guestToken) giveGuestToken(ctx, guestToken);
    ctx.set('Location', `/api/commandes/${commande.id}`);
    if (commande.statut !== 'a-payer') return commande;
    // after the transaction, which must not wait for another server with the products locked
    await paiements.open(commande.id);
    return service.read(commande.id, 'toutes', langue);
  });

  bind(router, commandesRoutes.list, async ({ query }, ctx) => {
    const { id } = await signedInOf(ctx);
    const acheteur = await acheteurOf(db, ctx);
    const page = await readPage(query, {
      scope: ['commandes', id],
      read: async (range) => (acheteur === undefined ? [] : queries.listCommandes(db, acheteur, range)),
      count: async () => (acheteur === undefined ? 0 : queries.countCommandes(db, acheteur)),
      positionOf: byId,
    });
    return sendPage(ctx, page);
  });

  bind(router, commandesRoutes.read, async ({ params, query }, ctx) => {
    const portee = await porteeOf(ctx);
    const opened = query.acces !== undefined && (await hasAcces(db, params.id, digestOf(query.acces)));
    return service.read(params.id, opened ? 'toutes' : portee, negotiateLangue(ctx, query.langue));
  });

  bind(router, commandesRoutes.cancel, async ({ params, query }, ctx) => {
    const auteur = { par: 'client' as const, portee: await ownOf(ctx) };
    return service.changeStatut(params.id, 'annulee', auteur, negotiateLangue(ctx, query.langue));
  });

  bind(router, administrationRoutes.updateCommande, async ({ params, body, query }, ctx) => {
    const auteur = { par: 'boutique' as const, acteurId: (await signedInOf(ctx)).id };
    return service.changeStatut(params.id, body.statut, auteur, negotiateLangue(ctx, query.langue));
  });

  bind(router, administrationRoutes.listCommandes, async ({ query: { limite, apres, ...filters } }, ctx) => {
    const page = await readPage(
      { limite, apres },
      {
        scope: ['administration/commandes', filters],
        read: (range) => queries.listAllCommandes(db, filters, range),
        count: () => queries.countAllCommandes(db, filters),
        positionOf: byId,
      },
    );
    return sendPage(ctx, page);
  });

  bind(router, administrationRoutes.listMails, async ({ params: { id } }) => {
    await service.read(id, 'toutes', 'fr');
    return listMails(db, id);
  });
  bind(router, administrationRoutes.retryMails, async ({ params: { id } }) => {
    await service.read(id, 'toutes', 'fr');
    await retryMails(db, id);
    return listMails(db, id);
  });

  /** The orders of the account and those that this browser made as a guest. */
  const ownOf = async (ctx: Context): Promise<string[]> => {
    const ids = await Promise.all([acheteurOf(db, ctx), guestOf(db, ctx)]);
    return ids.filter((id) => id !== undefined);
  };
  const porteeOf = async (ctx: Context): Promise<queries.Portee> =>
    (await accountOf(ctx))?.role === 'admin' ? 'toutes' : ownOf(ctx);
}
