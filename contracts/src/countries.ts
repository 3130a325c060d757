import type { Langue } from './common.ts';
import type { PAYS } from './limits.ts';

/** The names of the countries that the shop delivers to. Not by Intl.DisplayNames, which is slow to make. */
export const COUNTRY_NAMES: Readonly<Record<Langue, Readonly<Record<(typeof PAYS)[number], string>>>> = {
  fr: { FR: 'France', BE: 'Belgique', LU: 'Luxembourg', CH: 'Suisse', MC: 'Monaco' },
  en: { FR: 'France', BE: 'Belgium', LU: 'Luxembourg', CH: 'Switzerland', MC: 'Monaco' },
};
