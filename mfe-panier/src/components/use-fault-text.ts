import type { FieldFault, FieldName } from '../checkout/adresse-rules.ts';
import type { AdresseDraft } from '../checkout/checkout-draft.ts';
import { useTexts } from '../texts/use-texts.ts';

/** The sentence for what is wrong with a field; undefined when nothing is. */
export function useFaultText(country: AdresseDraft['pays']) {
  const { faults } = useTexts().checkout;
  return (name: FieldName, fault: FieldFault | undefined): string | undefined => {
    switch (fault) {
      case undefined:
        return undefined;
      case 'missing':
        return faults.missing[name];
      case 'codePostal':
        return faults.codePostal[country];
      case 'email':
      case 'refused':
        return faults[fault];
    }
  };
}
