import type { Adresse, PASSWORD_LENGTH } from '@boutique/contracts/comptes';

/** As the contract has it; written here again, so that no schema reaches the browser. */
export const PASSWORD_MIN: (typeof PASSWORD_LENGTH)['min'] = 8;
export const PASSWORD_MAX: (typeof PASSWORD_LENGTH)['max'] = 128;

/** Where the shop delivers, in the order of the list. */
export const pays = ['FR', 'BE', 'LU', 'CH', 'MC'] as const satisfies readonly Adresse['pays'][];

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

/** How many addresses one account keeps; as the contract has it. */
export const MAX_ADRESSES: typeof import('@boutique/contracts/comptes').MAX_ADRESSES = 20;
