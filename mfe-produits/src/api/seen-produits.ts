import { readRemembered, remember } from './remembered.ts';

const NAME = 'produits.vus';
const MAX = 12;
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Ids of the products opened in this browser, the last one first. */
export const seenProduits = (): string[] =>
  readRemembered(NAME)
    .filter((id) => ID.test(id))
    .slice(0, MAX);

export function noteSeen(id: string): void {
  remember(NAME, [id, ...seenProduits().filter((seen) => seen !== id)].slice(0, MAX));
}
