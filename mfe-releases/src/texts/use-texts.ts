import type { Langue } from '@boutique/contracts/common';
import type { Texts } from './fr.ts';

let texts: Texts;

/** Loads the texts of the page's language only; the gateway preloads them. Await it before showing anything. */
export async function loadTexts(locale: Langue): Promise<void> {
  texts = locale === 'en' ? (await import('./en.ts')).en : (await import('./fr.ts')).fr;
}

/** The slice's texts in the page's language. */
export const useTexts = (): Texts => texts;
