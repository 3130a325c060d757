import type { EntreeJournal } from '@boutique/contracts/administration';
import type { Commande } from '@boutique/contracts/commandes';
import type { AdresseEnregistree, Compte } from '@boutique/contracts/comptes';
import { demoProduits } from '@boutique/demo-data/produits';
import { demoUtilisateurs } from '@boutique/demo-data/utilisateurs';

/** Everything that the simulated shop remembers, as one visitor's browser sees it. */
export interface MockShop {
  /** Who is signed in; null for a guest. */
  visiteur: Compte | null;
  comptes: { compte: Compte; motDePasse: string }[];
  /** Product id -> quantity, in the order of adding. */
  panier: Map<string, number>;
  /** Product id -> what is left. */
  stocks: Map<string, number>;
  /** The newest last; `acheteur` is an account's id, null for this guest. */
  commandes: { acheteur: string | null; commande: Commande }[];
  /** Account id -> its addresses. */
  adresses: Map<string, AdresseEnregistree[]>;
  /** Product ids, the newest last. */
  favoris: Set<string>;
  /** The newest last. */
  journal: EntreeJournal[];
}

/** The password of every account in the simulated shop. */
export const MOCK_PASSWORD = 'mot-de-passe-simule';

/** A shop in memory over the demo data. Each mock of a resource takes one; those of one page share it. */
export function createMockShop(role: 'admin' | 'user' | null = null): MockShop {
  const comptes = demoUtilisateurs.map((demo) => ({
    compte: { ...demo, emailVerifie: true, actif: true, creeLe: '2026-01-15T09:00:00.000Z' },
    motDePasse: MOCK_PASSWORD,
  }));
  return {
    visiteur: comptes.find(({ compte }) => compte.role === role)?.compte ?? null,
    comptes,
    panier: new Map(),
    stocks: new Map(demoProduits.map(({ id, stock }) => [id, stock])),
    commandes: [],
    adresses: new Map(),
    favoris: new Set(),
    journal: [],
  };
}
