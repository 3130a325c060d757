import type { Texts } from './fr.ts';

let texts: Texts;

/** Loads the texts of the page's language only; the gateway preloads them. Await it before showing anything. */
export async function loadTexts(): Promise<void> {
  texts = document.documentElement.lang === 'en' ? (await import('./en.ts')).en : (await import('./fr.ts')).fr;
}

/** The shell's texts in the page's language. */
export const useTexts = (): Texts => texts;
