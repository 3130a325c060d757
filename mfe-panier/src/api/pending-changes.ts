import type { Panier } from '@boutique/contracts/panier';
import { useMutationState } from '@boutique/facade';
import { apiKeys } from '@boutique/facade/api-query';

/** One change of the cart that the shopper wants. */
export type Change =
  | { type: 'add'; produitId: string; nom: string; quantite: number }
  | { type: 'set'; produitId: string; quantite: number }
  | { type: 'remove'; produitId: string };

/** The key of the cart's changes among all mutations. */
export const changeKey = apiKeys.tag('panier');

/** The changes without an answer so far, the oldest first. A refused change leaves the list. */
export const usePendingChanges = (): Change[] =>
  useMutationState({
    filters: { mutationKey: changeKey, status: 'pending' },
    select: ({ state }) => state.variables as Change,
  });

/**
 * The cart with pending changes. A new product counts at once, but gets its line only with the answer, which has its picture
 * and price.
 */
export const applyChanges = (panier: Panier, changes: readonly Change[]): Panier => changes.reduce(applyChange, panier);

function applyChange(panier: Panier, change: Change): Panier {
  const ligne = panier.lignes.find(({ produitId }) => produitId === change.produitId);
  const before = ligne?.quantite ?? 0;
  const quantite = change.type === 'remove' ? 0 : change.type === 'add' ? before + change.quantite : change.quantite;
  const articles = quantite - before;
  return {
    lignes: panier.lignes.flatMap((other) => {
      if (other !== ligne) return [other];
      if (quantite === 0) return [];
      const { prixCentimes, stock } = other;
      return [{ ...other, quantite, totalCentimes: prixCentimes * quantite, disponible: quantite <= stock }];
    }),
    nombreArticles: panier.nombreArticles + articles,
    totalCentimes: panier.totalCentimes + articles * (ligne?.prixCentimes ?? 0),
  };
}
