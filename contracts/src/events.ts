import type { Incident } from './frontends.ts';

/** Events between slices, dispatched on `window` as CustomEvent. The name says owner:what-happened. */
export interface BoutiqueEvents {
  /** Owned by the shell: a slice was loaded, failed or came back. */
  'shell:slice-state': { slice: string; state: 'loaded' | 'failed'; version: string; durationMs: number };
  /** Owned by the shell: a release failed in this page; `fallback` is the version that stands in for it. */
  'shell:incident': { slice: string } & Incident;
  /** Owned by panier: the cart has a new content. */
  'panier:modifie': { nombreArticles: number; totalCentimes: number };
  /** Owned by panier: a product has just been put into the cart, to be shown by the mini-cart. */
  'panier:ligne-ajoutee': { produitId: string; nom: string; quantite: number };
}

export function emit<Name extends keyof BoutiqueEvents>(name: Name, detail: BoutiqueEvents[Name]): void {
  window.dispatchEvent(new CustomEvent(name, { detail }));
}

/** Listens to one event; the answer stops listening. */
export function listen<Name extends keyof BoutiqueEvents>(
  name: Name,
  listener: (detail: BoutiqueEvents[Name]) => void,
): () => void {
  const handle = (event: Event) => listener((event as CustomEvent<BoutiqueEvents[Name]>).detail);
  window.addEventListener(name, handle);
  return () => window.removeEventListener(name, handle);
}
