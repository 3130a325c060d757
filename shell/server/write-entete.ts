import type { Entete } from '@boutique/contracts/entetes';

/**
 * A page's head as HTML elements. The shell removes elements marked `data-entete` when the browser moves to another
 * page without a page load.
 * @param own the head that the page itself has rendered. Its title wins; if it describes the page to search engines,
 *   only data is added: React would take over elements that equal its own, and fail when the shell has removed them
 */
export function writeEntete(
  { titre, description, canonique, image, jsonLd }: Entete,
  origin: string,
  own = '',
): string[] {
  // data, to which the content security policy does not apply
  const data = jsonLd.map(
    (one) => `<script data-entete type="application/ld+json">${inlineJson(withOrigin(one, origin))}</script>`,
  );
  if (own.includes('<link rel="canonical"')) return data;
  const url = origin + canonique;
  const meta = (name: string, content: string) =>
    `<meta data-entete ${name.startsWith('og:') ? 'property' : 'name'}="${name}" content="${escapeAttribute(content)}">`;
  return [
    ...(own.includes('<title') ? [] : [`<title>${escapeAttribute(titre)}</title>`]),
    meta('description', description),
    `<link data-entete rel="canonical" href="${escapeAttribute(url)}">`,
    meta('og:title', titre),
    meta('og:description', description),
    meta('og:url', url),
    ...(image ? [meta('og:image', origin + image)] : []),
    ...data,
  ];
}

/** Replaces `{origine}` at the beginning of a text by scheme and host. */
function withOrigin(value: unknown, origin: string): unknown {
  if (typeof value === 'string')
    return value.startsWith('{origine}') ? origin + value.slice('{origine}'.length) : value;
  if (Array.isArray(value)) return value.map((item) => withOrigin(item, origin));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withOrigin(item, origin)]));
}

/** JSON for a script element: without `<` it cannot end that element. */
export const inlineJson = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

export const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
