import { useHydrated } from './use-hydrated.ts';

/**
 * schema.org data for search engines, in the HTML of the server only: it goes when the page is hydrated, and is never
 * made in a browser, where the content security policy lets no script create script elements (Trusted Types).
 */
export function JsonLd({ data }: { data: object }) {
  const hydrated = useHydrated();
  if (hydrated) return null;
  // without `<` it cannot end the element
  return <script type="application/ld+json">{JSON.stringify(data).replaceAll('<', '\\u003c')}</script>;
}
