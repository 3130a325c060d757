import type { Livraison, StatutCommande } from './commandes.ts';
import type { Adresse } from './comptes.ts';
import { OUTRE_MER } from './field-rules.ts';

// Rules that browsers and API compute alike. No schemas here, so that no schema library reaches browsers.

/** How many of one product one cart holds. */
export const MAX_QUANTITE = 99;

/** The price of delivery for goods of this value, in cents. */
export const livraisonCentimes = ({ prixCentimes, gratuiteDesCentimes }: Livraison, sousTotalCentimes: number) =>
  gratuiteDesCentimes !== null && sousTotalCentimes >= gratuiteDesCentimes ? 0 : prixCentimes;

/** The ways of delivery with their terms at an address. */
export const livraisonsTo = (
  livraisons: readonly Livraison[],
  adresse: Pick<Adresse, 'pays' | 'codePostal'>,
): readonly Livraison[] =>
  adresse.pays === 'FR' && OUTRE_MER.test(adresse.codePostal)
    ? livraisons.map((livraison) => ({ ...livraison, ...livraison.outreMer, gratuiteDesCentimes: null }))
    : livraisons;

/** A status that follows another; the others are those that an order begins and waits with. */
export type NextStatut = Exclude<StatutCommande, 'a-payer' | 'a-confirmer'>;

/** The statuses that staff may give an order next. */
export const transitions: Readonly<Record<StatutCommande, readonly NextStatut[]>> = {
  // its payment confirms it
  'a-payer': ['annulee'],
  'a-confirmer': ['confirmee', 'annulee'],
  confirmee: ['preparee', 'annulee'],
  preparee: ['expediee', 'annulee'],
  expediee: ['livree'],
  // returned after delivery
  livree: ['annulee'],
  annulee: [],
};

/** The statuses in which a buyer may cancel an order. */
export const cancellable: readonly StatutCommande[] = ['a-payer', 'a-confirmer', 'confirmee'];
