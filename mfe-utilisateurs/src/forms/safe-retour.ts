/**
 * The path of this site to open after signing in, from `?retour=`, else null. A link from elsewhere must not lead away from
 * the shop: not by `//elsewhere.example`, nor by text that browsers read like it.
 */
export function safeRetour(search: URLSearchParams): string | null {
  const retour = search.get('retour');
  if (!retour?.startsWith('/')) return null;
  if (!URL.canParse(retour, ORIGIN)) return null;
  const url = new URL(retour, ORIGIN);
  if (url.origin !== ORIGIN || url.pathname.startsWith('//')) return null;
  return url.pathname + url.search + url.hash;
}

/** Stands for the origin of the shop, which the server does not know. */
const ORIGIN = 'http://boutique.invalid';

/** `/connexion` or `/inscription` with the way back; empty values are left out. */
export function signInPath(path: '/connexion' | '/inscription', values: { retour?: string | null; email?: string }) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) search.set(name, value);
  return search.size > 0 ? `${path}?${search}` : path;
}
