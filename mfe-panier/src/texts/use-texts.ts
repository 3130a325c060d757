import type { Texts } from './fr.ts';

let texts: Texts;

/** Loads the page's language alone; the gateway has preloaded it. To be awaited before anything is shown. */
export async function loadTexts(): Promise<void> {
  texts = document.documentElement.lang === 'en' ? (await import('./en.ts')).en : (await import('./fr.ts')).fr;
}

/** What this slice says, in the page's language. */
export const useTexts = (): Texts => texts;
