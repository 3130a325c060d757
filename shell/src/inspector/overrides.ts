/**
 * The releases that the gateway gives this browser instead of its own, by slice: a version, a dev server's address, or
 * `1.4.0 introuvable` for one that it does not know.
 */
export function readOverrides(): Readonly<Record<string, string>> {
  const content = document.querySelector<HTMLMetaElement>('meta[name="surcharges"]')?.content;
  try {
    return content ? (JSON.parse(content) as Record<string, string>) : {};
  } catch {
    return {};
  }
}

/** This page with another release of a slice; an empty value ends that. */
export function overrideUrl(href: string, slice: string, value: string): string {
  const url = new URL(href);
  url.searchParams.set(`slice.${slice}`, value.trim());
  return url.href;
}
