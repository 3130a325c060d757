const YEAR = 31_536_000;

/**
 * Keeps one choice of this browser in a cookie; null deletes it. The gateway writes theme and language into <html>, so
 * the first paint has them without a script that blocks it.
 */
export function setPreference(name: 'theme' | 'langue' | 'inspector', value: string | null): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we serve
  document.cookie = `${name}=${value ?? ''}; Path=/; Max-Age=${value === null ? 0 : YEAR}; SameSite=Lax`;
}
