import type { Adresse } from '@boutique/contracts/comptes';
import type { AdresseDraft } from './checkout-draft.ts';

/** Fields of the first step, in the order of the page. */
export const fields = ['email', 'nom', 'rue', 'complement', 'codePostal', 'ville', 'pays'] as const;
export type FieldName = (typeof fields)[number];

/** What can be wrong with a field; the texts have a sentence for each. */
export type FieldFault = 'missing' | 'email' | 'codePostal' | 'refused';
export type Faults = Partial<Record<FieldName, FieldFault>>;

const codesPostaux: Record<Adresse['pays'], RegExp> = {
  FR: /^\d{5}$/,
  BE: /^\d{4}$/,
  LU: /^(L-?)?\d{4}$/i,
  CH: /^\d{4}$/,
  MC: /^980\d\d$/,
};

/** What is wrong with one field; undefined when nothing is. */
export function faultOf(name: FieldName, email: string, adresse: AdresseDraft): FieldFault | undefined {
  const text = (name === 'email' ? email : adresse[name]).trim();
  if (name === 'complement') return undefined;
  if (text === '') return 'missing';
  if (name === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(text)) return 'email';
  if (name === 'codePostal' && !codesPostaux[adresse.pays].test(text)) return 'codePostal';
  return undefined;
}

/** What is wrong with these fields. */
export function faultsOf(names: readonly FieldName[], email: string, adresse: AdresseDraft): Faults {
  const entries = names.map((name) => [name, faultOf(name, email, adresse)] as const);
  return Object.fromEntries(entries.filter(([, fault]) => fault));
}
