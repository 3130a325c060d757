const NAME = 'panier.articles';

/**
 * How many articles this browser last saw in the cart; 0 when it never saw any, or may keep nothing. A guest without
 * any is spared the request for a cart on every page.
 */
export function readHint(): number {
  try {
    return Number(localStorage.getItem(NAME)) || 0;
  } catch {
    return 0;
  }
}

export function writeHint(nombreArticles: number): void {
  try {
    if (nombreArticles > 0) localStorage.setItem(NAME, String(nombreArticles));
    else localStorage.removeItem(NAME);
  } catch {
    // a browser that keeps nothing asks again on the next page
  }
}
