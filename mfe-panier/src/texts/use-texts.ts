import { useShell } from '@boutique/facade';
import { en } from './en.ts';
import { fr, type Texts } from './fr.ts';

/** What this slice says, in the visitor's language. */
export function useTexts(): Texts {
  return useShell().locale === 'en' ? en : fr;
}
