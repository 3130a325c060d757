import { preferenceCookie } from './preference-cookies.ts';

/**
 * Keeps one choice of this browser in a cookie; null deletes it. The gateway writes theme and language into <html>, so
 * the first paint has them without a script that blocks it.
 */
export function setPreference(...choice: Parameters<typeof preferenceCookie>): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we serve
  document.cookie = preferenceCookie(...choice);
}
