import type { Incident } from './frontends.ts';

/** Events between slices, dispatched on `window` as CustomEvent. Names are `<owner>:<event>`. */
export interface BoutiqueEvents {
  /** Owned by the shell: a slice was loaded or failed, also after an earlier failure. */
  'shell:slice-state': { slice: string; state: 'loaded' | 'failed'; version: string; durationMs: number };
  /** Owned by the shell: a release failed in this page; `fallback` is the version that stands in for it. */
  'shell:incident': { slice: string } & Incident;
  /** Owned by panier: the content of the cart has changed. */
  'panier:modifie': { nombreArticles: number; totalCentimes: number };
  /** Owned by panier: a product was put into the cart; the mini-cart shows it. */
  'panier:ligne-ajoutee': { produitId: string; nom: string; quantite: number };
}

export function emit<Name extends keyof BoutiqueEvents>(name: Name, detail: BoutiqueEvents[Name]): void {
  window.dispatchEvent(new CustomEvent(name, { detail }));
}

/** Listens to one event. @returns a function that stops listening */
export function listen<Name extends keyof BoutiqueEvents>(
  name: Name,
  listener: (detail: BoutiqueEvents[Name]) => void,
): () => void {
  const handle = (event: Event) => listener((event as CustomEvent<BoutiqueEvents[Name]>).detail);
  window.addEventListener(name, handle);
  return () => window.removeEventListener(name, handle);
}
