import type { Texts } from './fr.ts';

// the page's language alone is loaded; the gateway preloads it with the code that waits for it here
const texts: Texts =
  document.documentElement.lang === 'en' ? (await import('./en.ts')).en : (await import('./fr.ts')).fr;

/** What this shell says, in the page's language. */
export const useTexts = (): Texts => texts;
