import { readStored, writeStored } from '@boutique/facade/storage';
import { useSyncExternalStore } from 'react';

const NAME = 'panier.articles';

function subscribe(onChange: () => void): () => void {
  window.addEventListener('pageshow', onChange);
  return () => window.removeEventListener('pageshow', onChange);
}

/**
 * The number of articles that this browser last saw in the cart, when this page was shown; 0 without any, and on the
 * server. At 0, a guest's pages send no request for a cart.
 */
export const useHint = (): number => useSyncExternalStore(subscribe, readHint, () => 0);

export const readHint = (): number => Number(readStored('localStorage', NAME)) || 0;

export const writeHint = (nombreArticles: number): void =>
  writeStored('localStorage', NAME, nombreArticles > 0 ? String(nombreArticles) : null);
