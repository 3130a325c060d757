import { cancellable, livraisonCentimes, livraisonsTo } from '@boutique/contracts/achat';
import {
  type Commande,
  commandesRoutes,
  type NouvelleCommande,
  type StatutCommande,
} from '@boutique/contracts/commandes';
import type { Langue } from '@boutique/contracts/common';
import { livraisonPrevue } from '@boutique/contracts/delivery-dates';
import { GUEST_CONFIRMATION, GUEST_ORDER, PAYMENT_MINUTES } from '@boutique/contracts/limits';
import { demoProduits } from '@boutique/demo-data/produits';
import type { RequestHandler } from 'msw';
import { mock } from '../mock.ts';
import { MockProblem } from '../mock-problem.ts';
import { paginate } from '../paging.ts';
import { langueOf } from './langue-of.ts';
import { mockLivraisons } from './livraisons.ts';
import type { MockShop } from './mock-shop.ts';
import { newId } from './new-id.ts';
import { readPanier } from './panier.ts';
import { signedIn } from './signed-in.ts';

/** Mocks of orders: create, read and cancel. */
export function commandesMocks(shop: MockShop): RequestHandler[] {
  /** Idempotency-Key -> the body of the request and the id of its order. */
  const answered = new Map<string, { body: string; id: string }>();
  return [
    mock(commandesRoutes.create, ({ query, body }, request, headers) => {
      const key = idempotencyKeyOf(request);
      const first = answered.get(key);
      if (first && first.body !== JSON.stringify(body)) {
        throw new MockProblem('cle-idempotence-reutilisee', 'Prenez une autre clé pour une autre commande');
      }
      const langue = langueOf(query, request);
      const commande = first ? findOwn(shop, first.id).commande : createCommande(shop, body, langue);
      answered.set(key, { body: JSON.stringify(body), id: commande.id });
      headers.set('location', `/api/commandes/${commande.id}`);
      return inLangue(commande, langue);
    }),
    mock(commandesRoutes.list, ({ query: { limite, apres } }) => {
      const { id } = signedIn(shop);
      const own = shop.commandes.filter(({ acheteur }) => acheteur === id).map(({ commande }) => toResume(commande));
      return paginate(own.toReversed(), { limite, apres, scope: `commandes ${id}` });
    }),
    mock(commandesRoutes.read, ({ params, query }, request) => {
      const { commande } =
        shop.visiteur?.role === 'admin' ? find(shop, params.id, () => true) : findOwn(shop, params.id);
      return inLangue(commande, langueOf(query, request));
    }),
    mock(commandesRoutes.cancel, ({ params, query }, request) => {
      const { commande } = findOwn(shop, params.id);
      if (!cancellable.includes(commande.statut)) {
        throw new MockProblem('transition-impossible', 'Cette commande est déjà en préparation ou annulée');
      }
      giveStockBack(shop, commande);
      reach(commande, 'annulee', 'client');
      return inLangue(commande, langueOf(query, request));
    }),
  ];
}

/** Adds the quantities of a cancelled order to the stock again. */
export function giveStockBack(shop: MockShop, { lignes }: Commande): void {
  for (const { produitId, quantite } of lignes) {
    if (produitId) shop.stocks.set(produitId, (shop.stocks.get(produitId) ?? 0) + quantite);
  }
}

/** No other page: the simulated shop is this one. */
export const MOCK_PAYMENT_PAGE = '#paiement';

const isLarge = ({ quantite }: { quantite: number }) => quantite > GUEST_ORDER.ofOneProduct;

function createCommande(shop: MockShop, nouvelle: NouvelleCommande, langue: Langue): Commande {
  const email = shop.visiteur?.email ?? nouvelle.email;
  if (!email) {
    const erreurs = [{ chemin: 'body.email', message: 'Une adresse e-mail est attendue' }];
    throw new MockProblem('requete-invalide', 'Sans compte, une commande demande une adresse e-mail', erreurs);
  }
  const { lignes, totalCentimes: sousTotalCentimes } = readPanier(shop, langue);
  if (lignes.length === 0) throw new MockProblem('panier-vide', 'Ajoutez un produit au panier avant de commander');
  const short = lignes.flatMap(({ disponible, stock, produitId }) =>
    disponible ? [] : [{ chemin: `lignes.${produitId}`, message: `Plus que ${stock} en stock` }],
  );
  if (short.length > 0) throw new MockProblem('stock-insuffisant', 'Des lignes du panier dépassent le stock', short);
  if (
    !shop.visiteur &&
    (lignes.some(isLarge) || lignes.reduce((sum, { quantite }) => sum + quantite, 0) > GUEST_ORDER.inAll)
  )
    throw new MockProblem('limite-atteinte', 'Sans compte, une commande a moins d’articles');
  const livraison = livraisonsTo(mockLivraisons, nouvelle.adresse).find(({ mode }) => mode === nouvelle.livraison);
  if (!livraison) throw new Error(`The simulated shop does not deliver by ${nouvelle.livraison}`);
  const delivery = livraisonCentimes(livraison, sousTotalCentimes);
  if (nouvelle.totalCentimes !== sousTotalCentimes + delivery) {
    const message = `Le total est maintenant de ${sousTotalCentimes + delivery} centimes`;
    throw new MockProblem('total-modifie', message, [{ chemin: 'body.totalCentimes', message }]);
  }
  const total = sousTotalCentimes + delivery;
  if (!shop.moyens.some(({ mode }) => mode === nouvelle.paiement)) {
    throw new MockProblem('paiement-indisponible', 'Ce moyen de paiement n’est pas proposé');
  }
  const online = nouvelle.paiement === 'en-ligne';
  const toConfirm = !online && !shop.visiteur && total > GUEST_CONFIRMATION.aboveCentimes;
  const statut = online ? 'a-payer' : toConfirm ? 'a-confirmer' : 'confirmee';
  const waitMinutes = online ? PAYMENT_MINUTES : toConfirm ? GUEST_CONFIRMATION.hours * 60 : null;
  const creeLe = new Date().toISOString();
  const commande: Commande = {
    id: newId(),
    numero: newNumero(),
    statut,
    expireLe: waitMinutes === null ? null : new Date(Date.now() + waitMinutes * 60_000).toISOString(),
    lignes: lignes.map(({ produitId, slug, nom, image, prixCentimes, quantite, totalCentimes }) => ({
      produitId,
      slug,
      nom,
      image,
      prixCentimes,
      quantite,
      totalCentimes,
    })),
    sousTotalCentimes,
    livraison: nouvelle.livraison,
    livraisonCentimes: delivery,
    livraisonPrevue: livraisonPrevue(creeLe, livraison),
    totalCentimes: total,
    paiement: nouvelle.paiement,
    enLigne: online ? { statut: 'ouvert', url: MOCK_PAYMENT_PAGE } : null,
    email,
    adresse: nouvelle.adresse,
    historique: [{ statut, le: creeLe, par: 'client' }],
    creeLe,
  };
  for (const { produitId, quantite, stock } of lignes) shop.stocks.set(produitId, stock - quantite);
  shop.panier.clear();
  shop.commandes.push({ acheteur: shop.visiteur?.id ?? null, commande });
  return commande;
}

/** Gives an order its next status. */
export function reach(commande: Commande, statut: StatutCommande, par: 'client' | 'boutique'): void {
  Object.assign(commande, { statut, expireLe: null });
  if (statut === 'confirmee') {
    const ways = commande.adresse ? livraisonsTo(mockLivraisons, commande.adresse) : mockLivraisons;
    const terms = ways.find(({ mode }) => mode === commande.livraison);
    if (terms) commande.livraisonPrevue = livraisonPrevue(Date.now(), terms);
  }
  const paid = commande.enLigne?.statut === 'paye';
  if (commande.enLigne && statut === 'annulee') commande.enLigne = { statut: paid ? 'rembourse' : 'ferme', url: null };
  commande.historique.push({ statut, le: new Date().toISOString(), par });
}

/** The order with product names in this language; nothing else in an order depends on the language. */
export function inLangue(commande: Commande, langue: Langue): Commande {
  const nameOf = (id: string | null) => demoProduits.find((demo) => demo.id === id)?.nom[langue];
  return {
    ...commande,
    lignes: commande.lignes.map((ligne) => ({ ...ligne, nom: nameOf(ligne.produitId) ?? ligne.nom })),
  };
}

/** The summary of an order for lists. */
export const toResume = ({ id, numero, statut, lignes, totalCentimes, creeLe }: Commande) => ({
  id,
  numero,
  statut,
  nombreArticles: lignes.reduce((total, { quantite }) => total + quantite, 0),
  totalCentimes,
  creeLe,
});

type Kept = MockShop['commandes'][number];

const findOwn = (shop: MockShop, id: string) =>
  find(shop, id, ({ acheteur }) => acheteur === (shop.visiteur?.id ?? null));

function find(shop: MockShop, id: string, allowed: (kept: Kept) => boolean): Kept {
  const kept = shop.commandes.find((candidate) => candidate.commande.id === id && allowed(candidate));
  if (!kept) throw new MockProblem('commande-introuvable', `Aucune commande « ${id} »`);
  return kept;
}

function idempotencyKeyOf(request: Request): string {
  const key = request.headers.get('idempotency-key') ?? '';
  if (/^[\w-]{16,100}$/.test(key)) return key;
  throw new MockProblem('cle-idempotence-manquante', 'De 16 à 100 caractères de A-Z a-z 0-9 _ -');
}

/** Without characters that are easily confused when heard or read. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const newNumero = () =>
  `MBR-${Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => LETTERS[byte % LETTERS.length]).join('')}`;
