import type { Langue } from '@boutique/contracts/common';
import { usePage } from '../page.ts';
import type { Texts } from './fr.ts';

/** Loads the texts of one language; the gateway preloads them. */
export const loadTexts = async (locale: Langue): Promise<Texts> =>
  locale === 'en' ? (await import('./en.ts')).en : (await import('./fr.ts')).fr;

/** The shell's texts in the page's language. */
export const useTexts = (): Texts => usePage().texts;
