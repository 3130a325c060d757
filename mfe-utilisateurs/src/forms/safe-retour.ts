/**
 * Where to go after signing in, from `?retour=`: a path of this site, else null. What a link of somebody else could put
 * there never leads away: not `//elsewhere.example`, nor what browsers read as such.
 */
export function safeRetour(search: URLSearchParams): string | null {
  const retour = search.get('retour');
  if (!retour?.startsWith('/')) return null;
  const url = URL.parse(retour, location.origin);
  if (url?.origin !== location.origin || url.pathname.startsWith('//')) return null;
  return url.pathname + url.search + url.hash;
}

/** `/connexion` or `/inscription` with what leads back; empty values are left out. */
export function signInPath(path: '/connexion' | '/inscription', values: { retour?: string | null; email?: string }) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) search.set(name, value);
  return search.size > 0 ? `${path}?${search}` : path;
}
