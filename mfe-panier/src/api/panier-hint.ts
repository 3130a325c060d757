import { useSyncExternalStore } from 'react';

const NAME = 'panier.articles';

function subscribe(onChange: () => void): () => void {
  window.addEventListener('pageshow', onChange);
  return () => window.removeEventListener('pageshow', onChange);
}

/**
 * The number of articles that this browser last saw in the cart, when this page was shown; 0 without any, without storage,
 * and on the server. At 0, a guest's pages send no request for a cart.
 */
export const useHint = (): number => useSyncExternalStore(subscribe, readHint, () => 0);

function readHint(): number {
  try {
    return Number(localStorage.getItem(NAME)) || 0;
  } catch {
    return 0;
  }
}

export function writeHint(nombreArticles: number): void {
  try {
    if (nombreArticles > 0) localStorage.setItem(NAME, String(nombreArticles));
    else localStorage.removeItem(NAME);
  } catch {
    // without storage, the next page requests the cart again
  }
}
