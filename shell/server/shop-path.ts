import { FORMS_SEGMENT } from '@boutique/contracts/forms';

const BASE = 'http://shop.invalid';
const MAX_LENGTH = 2_000;

/**
 * The path, query and fragment of a page of this shop; undefined for a text that browsers could read as another site,
 * such as `//elsewhere.example`, and for the addresses of forms, which are no pages.
 */
export function shopPath(text: string | null | undefined): string | undefined {
  if (!text?.startsWith('/') || text.length > MAX_LENGTH) return undefined;
  const url = URL.parse(text, BASE);
  if (url?.origin !== BASE || url.pathname.startsWith('//')) return undefined;
  if (url.pathname.split('/')[1] === FORMS_SEGMENT) return undefined;
  return url.pathname + url.search + url.hash;
}
