/** Another release of one slice that this browser asked for. */
export interface Override {
  /** A version, or a dev server's address. */
  value: string;
  /** Why the page uses the usual release nevertheless. */
  state?: 'not-found' | 'unavailable';
}

/** The overrides of this browser, by slice, as the gateway wrote them into the page. */
export function readOverrides(): ReadonlyMap<string, Override> {
  const content = document.querySelector<HTMLMetaElement>('meta[name="overrides"]')?.content;
  try {
    return new Map(content ? Object.entries(JSON.parse(content) as Record<string, Override>) : []);
  } catch {
    return new Map();
  }
}

/** The address of this page with an override of a slice; an empty value ends the override. */
export function overrideUrl(href: string, slice: string, value: string): string {
  const url = new URL(href);
  url.searchParams.set(`slice.${slice}`, value.trim());
  return url.href;
}
