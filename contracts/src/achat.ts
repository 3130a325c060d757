import type { Livraison, StatutCommande } from './commandes.ts';

// What browsers work out as the API does. No schemas here: they stay out of what browsers load.

/** How many of one product one cart holds. */
export const MAX_QUANTITE = 99;

/** What delivering goods of this value costs, in cents. */
export const livraisonCentimes = ({ prixCentimes, gratuiteDesCentimes }: Livraison, sousTotalCentimes: number) =>
  gratuiteDesCentimes !== null && sousTotalCentimes >= gratuiteDesCentimes ? 0 : prixCentimes;

/** What staff may do next. A buyer may cancel while the order is `confirmee`. */
export const transitions: Readonly<Record<StatutCommande, readonly StatutCommande[]>> = {
  confirmee: ['preparee', 'annulee'],
  preparee: ['expediee', 'annulee'],
  expediee: ['livree'],
  livree: [],
  annulee: [],
};
