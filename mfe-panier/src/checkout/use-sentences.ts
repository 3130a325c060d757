import { ADRESSE, EMAIL, type Fault, type FieldRule } from '@boutique/contracts/field-rules';
import type { PAYS } from '@boutique/contracts/limits';
import { useTexts } from '../texts/use-texts.ts';

/** The fields of the first step, in the order of the page, named as in the API's request. */
export const fieldRules = {
  email: EMAIL,
  'adresse.nom': ADRESSE.nom,
  'adresse.rue': ADRESSE.rue,
  'adresse.complement': ADRESSE.complement,
  'adresse.codePostal': {
    fault: (typed, others) => ADRESSE.codePostal.fault(typed, { pays: others?.['adresse.pays'] }),
  },
  'adresse.ville': ADRESSE.ville,
  'adresse.pays': ADRESSE.pays,
} as const satisfies Record<string, FieldRule>;
export type FieldName = keyof typeof fieldRules;

/** The sentence for a rule that a field breaks. */
export function useSentences() {
  const { faults } = useTexts().checkout;
  return (name: FieldName, fault: Fault | 'refused', values: Partial<Record<FieldName, string>>): string => {
    switch (fault) {
      case 'missing':
        return faults.missing[name.replace('adresse.', '') as keyof typeof faults.missing];
      case 'codePostal':
        return faults.codePostal[values['adresse.pays'] as (typeof PAYS)[number]];
      case 'characters':
      case 'tooLong':
      case 'email':
        return faults[fault];
      case 'refused':
      case 'slug':
      case 'tooShort':
        return faults.refused;
    }
  };
}
