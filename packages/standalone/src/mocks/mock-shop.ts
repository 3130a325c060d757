import type { EntreeJournal, MailCommande } from '@boutique/contracts/administration';
import type { Commande } from '@boutique/contracts/commandes';
import type { AdresseEnregistree, Compte } from '@boutique/contracts/comptes';
import { GUEST_CONFIRMATION } from '@boutique/contracts/limits';
import type { MoyenPaiement } from '@boutique/contracts/paiements';
import { demoProduits } from '@boutique/demo-data/produits';
import { demoUtilisateurs } from '@boutique/demo-data/utilisateurs';

/** The state of the simulated shop for one browser. */
export interface MockShop {
  /** The signed-in account; null for a guest. */
  visiteur: Compte | null;
  comptes: { compte: Compte; motDePasse: string }[];
  /** The id of the account that a link for a new password was sent to. */
  reinitialise: string | null;
  /** Product id -> quantity, in the order of adding. */
  panier: Map<string, number>;
  /** Product id -> quantity in stock. */
  stocks: Map<string, number>;
  /** The ways to pay. */
  moyens: MoyenPaiement[];
  /** Newest last; `acheteur` is an account's id, or null for the guest. */
  commandes: { acheteur: string | null; commande: Commande }[];
  /** Order id -> the mails about it. */
  mails: Map<string, MailCommande[]>;
  /** Account id -> its addresses. */
  adresses: Map<string, AdresseEnregistree[]>;
  /** Product ids, newest last. */
  favoris: Set<string>;
  /** Newest last. */
  journal: EntreeJournal[];
}

/** The password of every account in the simulated shop. */
export const MOCK_PASSWORD = 'mot-de-passe-simule';

/** Creates a shop in memory from the demo data. All mocks of one page share one shop. */
export function createMockShop(role: 'admin' | 'user' | null = null): MockShop {
  const comptes = demoUtilisateurs.map((demo) => ({
    compte: { ...demo, emailVerifie: true, actif: true, creeLe: '2026-01-15T09:00:00.000Z' },
    motDePasse: MOCK_PASSWORD,
  }));
  return {
    visiteur: comptes.find(({ compte }) => compte.role === role)?.compte ?? null,
    comptes,
    reinitialise: null,
    panier: new Map(),
    stocks: new Map(demoProduits.map(({ id, stock }) => [id, stock])),
    moyens: [{ mode: 'a-la-livraison', confirmationAuDelaCentimes: GUEST_CONFIRMATION.aboveCentimes }],
    commandes: [],
    mails: new Map(),
    adresses: new Map(),
    favoris: new Set(),
    journal: [],
  };
}
