import { readRemembered, remember, useRemembered } from './remembered.ts';

const NAME = 'produits.vus';
/** How many a page shows. */
const SHOWN = 12;
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Ids of the products opened in this browser, the last one first, without `except`. */
export const useSeenProduits = (except?: string): string[] =>
  useRemembered(NAME)
    .filter((id) => ID.test(id) && id !== except)
    .slice(0, SHOWN);

/** Keeps one more than a page shows: the list without a product is the same before and after this product is added. */
export function noteSeen(id: string): void {
  remember(NAME, [id, ...readRemembered(NAME).filter((seen) => seen !== id)].slice(0, SHOWN + 1));
}
