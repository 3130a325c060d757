import { createHash } from 'node:crypto';
import { livraisonCentimes, livraisonsTo } from '@boutique/contracts/achat';
import type { Commande, Livraison, NouvelleCommande, StatutCommande } from '@boutique/contracts/commandes';
import type { Langue } from '@boutique/contracts/common';
import { livraisonPrevue } from '@boutique/contracts/delivery-dates';
import { GUEST_ORDER, PAYMENT_MINUTES } from '@boutique/contracts/limits';
import { withdrawAvis } from '../catalogue/avis.queries.ts';
import { recordJournal } from '../journal/journal.queries.ts';
import { atMost } from '../platform/at-most.ts';
import type { Database } from '../platform/db/database.ts';
import { ProblemError } from '../platform/http/problem-error.ts';
import { digestOf, newToken } from '../platform/tokens.ts';
import type { Orderer } from './acheteur.ts';
import { lockAcheteur, renewGuest } from './acheteurs.queries.ts';
import * as queries from './commandes.queries.ts';
import { livraisonBy, livraisons } from './livraisons.ts';
import * as nouvelle from './nouvelle-commande.queries.ts';
import { insertPaiement } from './paiements.queries.ts';
import type { PaiementsService } from './paiements.service.ts';
import { reachStatut, refuseTransition } from './statuts.ts';

/**
 * The number of orders that one process writes in parallel. Orders of one product wait for each other in the database,
 * and each holds a connection of the pool: more of them would leave no connections for reading.
 */
const PARALLEL_ORDERS = 4;
/** Later orders would wait for seconds, and then compete with the repeats of impatient shoppers: they are refused. */
const MAX_WAITING = 400;

/** What a shop can set for orders of guests. */
export interface GuestRules {
  /** Counts an order from a client address. @throws ProblemError `trop-de-tentatives` */
  limit: (trx: Database, ip: string) => Promise<void>;
  /** Above this sum, an order waits for staff; after these hours it is cancelled. */
  confirmation: { aboveCentimes: number; hours: number };
}

interface Order {
  acheteur: Orderer;
  /** The client address. */
  ip: string;
  email: string;
  cle: string;
  body: NouvelleCommande;
  langue: Langue;
}

/** An order, and the guest's new token: who planted the one of before in the browser must not read the order. */
interface Ordered {
  commande: Commande;
  guestToken?: string;
}

/** The author of a change of an order: a buyer, within these orders, or staff. */
export type Auteur = { par: 'client'; portee: readonly string[] } | { par: 'boutique'; acteurId: string };

interface OrderRules {
  guests: GuestRules;
  /** Whether an order waits for this payment. @throws ProblemError `paiement-indisponible` */
  paiements: Pick<PaiementsService, 'waits'>;
}

/** The rules of orders. */
export function createCommandesService(db: Database, { guests, paiements }: OrderRules) {
  const inTurn = atMost(PARALLEL_ORDERS, { maxWaiting: MAX_WAITING });
  /** Paying now shows more than a confirmation could. */
  function firstStatutOf({ isGuest }: Orderer, { paiement, totalCentimes }: NouvelleCommande): nouvelle.FirstStatut {
    if (paiements.waits(paiement, totalCentimes)) return { statut: 'a-payer', waitMinutes: PAYMENT_MINUTES };
    return isGuest && totalCentimes > guests.confirmation.aboveCentimes
      ? { statut: 'a-confirmer', waitMinutes: guests.confirmation.hours * 60 }
      : { statut: 'confirmee' };
  }

  return {
    /** Orders the content of the cart, all or nothing. A repeated request gets the first answer again. */
    create: ({ acheteur, ip, email, cle, body, langue }: Order): Promise<Ordered> =>
      inTurn(() =>
        db.transaction(async (trx) => {
          const attempt: nouvelle.Attempt = { acheteurId: acheteur.id, cle, empreinte: empreinteOf(body) };
          const known = await answerOf(trx, attempt, langue);
          if (known) return { commande: known, ...(acheteur.isFormer && (await renewToken(trx, acheteur))) };
          await lockAcheteur(trx, acheteur.id);
          const lignes = acheteur.isFormer ? [] : await nouvelle.lockPanier(trx, acheteur.id);
          refuseUnlessSold(lignes);
          if (acheteur.isGuest) refuseLargeOrder(lignes);
          const terms = livraisonBy(body.livraison, livraisonsTo(livraisons, body.adresse));
          const { sousTotalCentimes, livraisonCentimes: port } = refuseOtherTotal(lignes, terms, body);
          const first = firstStatutOf(acheteur, body);
          await nouvelle.takeStock(trx, lignes);
          const id = await nouvelle.insertCommande(trx, {
            ...body,
            acheteurId: acheteur.id,
            email,
            langue,
            lignes,
            sousTotalCentimes,
            livraisonCentimes: port,
            livraisonPrevue: livraisonPrevue(Date.now(), terms),
            ...first,
          });
          if (first.statut === 'a-payer') await insertPaiement(trx, id);
          await nouvelle.removeLignes(trx, acheteur.id, lignes);
          const commande = (await queries.findCommande(trx, id, 'toutes', langue)) as Commande;
          await nouvelle.storeAnswer(trx, attempt, commande);
          if (!acheteur.isGuest) return { commande };
          const renewed = await renewToken(trx, acheteur);
          // last, since orders of one address wait for each other from here on; a refusal takes all of it back
          await guests.limit(trx, ip);
          return { commande, ...renewed };
        }),
      ),

    async read(id: string, portee: queries.Portee, langue: Langue): Promise<Commande> {
      return (await queries.findCommande(db, id, portee, langue)) ?? refuseUnknown(id);
    },

    /** Changes the status of an order. Cancelling puts its stock back exactly once, because the order is locked. */
    async changeStatut(id: string, statut: StatutCommande, auteur: Auteur, langue: Langue): Promise<Commande> {
      const portee = auteur.par === 'client' ? auteur.portee : 'toutes';
      return db.transaction(async (trx) => {
        const before = (await queries.lockCommande(trx, id, portee)) ?? refuseUnknown(id);
        refuseTransition(before, statut, auteur.par);
        await reachStatut(trx, id, statut, auteur.par);
        if (before === 'livree') await withdrawAvis(trx, id);
        if (auteur.par === 'boutique') {
          await recordJournal(trx, {
            acteurId: auteur.acteurId,
            action: 'statut',
            objet: 'commande',
            objetId: id,
            details: { avant: before, apres: statut },
          });
        }
        return (await queries.findCommande(trx, id, portee, langue)) as Commande;
      });
    },
  };
}

/** The digest of a request's content, whose fields are in the contract's order. */
const empreinteOf = (body: NouvelleCommande): Buffer => createHash('sha256').update(JSON.stringify(body)).digest();

async function renewToken(trx: Database, { id, isFormer }: Orderer): Promise<{ guestToken: string }> {
  const guestToken = newToken();
  await renewGuest(trx, id, digestOf(guestToken), isFormer);
  return { guestToken };
}

async function answerOf(trx: Database, attempt: nouvelle.Attempt, langue: Langue): Promise<Commande | undefined> {
  if (!(await nouvelle.tryLock(trx, attempt))) {
    throw new ProblemError(
      'requete-en-cours',
      'Cette commande est déjà en cours de traitement ; renvoyez la même requête dans un instant.',
      { headers: { 'Retry-After': '1' } },
    );
  }
  const known = await nouvelle.findAnswer(trx, attempt);
  if (known && !known.same) {
    throw new ProblemError(
      'cle-idempotence-reutilisee',
      'Cette clé a servi à une autre commande ; prenez-en une nouvelle pour une commande nouvelle.',
    );
  }
  // read anew: the version of the API that stored the answer may have known fewer of its fields
  return known && queries.findCommande(trx, known.commandeId, 'toutes', langue);
}

function refuseUnlessSold(lignes: readonly nouvelle.LockedLigne[]): void {
  if (lignes.length === 0) throw new ProblemError('panier-vide', 'Le panier est vide : il n’y a rien à commander.');
  const short = lignes.filter(({ quantite, stock }) => quantite > stock);
  if (short.length === 0) return;
  throw new ProblemError(
    'stock-insuffisant',
    `Le stock ne suffit plus pour ${short.map(({ nomFr }) => nomFr).join(', ')}. Rien n’a été commandé.`,
    {
      erreurs: short.map(({ produitId, stock }) => ({
        chemin: `lignes.${produitId}`,
        message: stock === 0 ? 'Plus disponible' : `Plus que ${stock} en stock`,
      })),
    },
  );
}

/** A stranger must not empty the shelves for nothing (`GUEST_ORDER`). */
function refuseLargeOrder(lignes: readonly nouvelle.LockedLigne[]): void {
  const { ofOneProduct, inAll } = GUEST_ORDER;
  const large = lignes.filter(({ quantite }) => quantite > ofOneProduct);
  if (large.length === 0 && lignes.reduce((sum, { quantite }) => sum + quantite, 0) <= inAll) return;
  throw new ProblemError(
    'limite-atteinte',
    `Sans compte, une commande a au plus ${ofOneProduct} fois le même produit et ${inAll} articles en tout. Connectez-vous, ou réduisez les quantités.`,
    {
      erreurs: large.map(({ produitId }) => ({
        chemin: `lignes.${produitId}`,
        message: `Au plus ${ofOneProduct} sans compte`,
        maximum: ofOneProduct,
      })),
    },
  );
}

function refuseOtherTotal(
  lignes: readonly nouvelle.LockedLigne[],
  livraison: Livraison,
  { totalCentimes }: NouvelleCommande,
) {
  const sousTotalCentimes = lignes.reduce((sum, { prixCentimes, quantite }) => sum + prixCentimes * quantite, 0);
  const port = livraisonCentimes(livraison, sousTotalCentimes);
  const total = sousTotalCentimes + port;
  if (total !== totalCentimes) {
    throw new ProblemError(
      'total-modifie',
      `Le total est de ${total} centimes et non de ${totalCentimes}. Relisez le panier, puis confirmez.`,
      { erreurs: [{ chemin: 'body.totalCentimes', message: `Le total est maintenant de ${total} centimes` }] },
    );
  }
  return { sousTotalCentimes, livraisonCentimes: port };
}

function refuseUnknown(id: string): never {
  throw new ProblemError('commande-introuvable', `Aucune commande n’a l’identifiant ${id}.`);
}
