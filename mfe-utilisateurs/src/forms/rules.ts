import type { Adresse } from '@boutique/contracts/comptes';

const codesPostaux: Record<Adresse['pays'], RegExp> = {
  FR: /^\d{5}$/,
  BE: /^\d{4}$/,
  LU: /^(L-?)?\d{4}$/i,
  CH: /^\d{4}$/,
  MC: /^980\d\d$/,
};

/** Something before and after the @, with a dot in what comes after; the API knows the rest. */
export const isEmail = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(text);

export const isCodePostal = (text: string, country: Adresse['pays']) => codesPostaux[country].test(text);
