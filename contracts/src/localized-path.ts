import type { Langue } from './common.ts';

// Every page has one address per language. French ones are the paths that slices declare, English ones begin with /en.
// No schemas here: browsers load this.

/** What all addresses of a language begin with, as the router's `basename`. */
export const basenameOf = (langue: Langue): string => (langue === 'en' ? '/en' : '/');

/** The address of a page in a language. @param path as slices declare it, with or without query and fragment */
export const localizedPath = (langue: Langue, path: string): string =>
  langue === 'en' ? `/en${path}`.replace(/^\/en\/(?=$|[?#])/, '/en') : path;

/** The language of an address, and the path as slices declare it, with the address's query and fragment. */
export function splitLangue(address: string): { langue: Langue; path: string } {
  const rest = /^\/en(?=$|[/?#])(.*)$/s.exec(address)?.[1];
  if (rest === undefined) return { langue: 'fr', path: address };
  return { langue: 'en', path: rest.startsWith('/') ? rest : `/${rest}` };
}
