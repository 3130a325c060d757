import { ADRESSE, EMAIL, type Fault } from '@boutique/contracts/field-rules';
import type { PAYS } from '@boutique/contracts/limits';
import { useTexts } from '../texts/use-texts.ts';

/** The fields of the first step, in the order of the page. */
export const fieldRules = { email: EMAIL, ...ADRESSE } as const;
export type FieldName = keyof typeof fieldRules;

/** The sentence for a rule that a field breaks. */
export function useSentences() {
  const { faults } = useTexts().checkout;
  return (name: FieldName, fault: Fault | 'refused', values: { pays?: string }): string => {
    switch (fault) {
      case 'missing':
        return faults.missing[name];
      case 'codePostal':
        return faults.codePostal[values.pays as (typeof PAYS)[number]];
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
