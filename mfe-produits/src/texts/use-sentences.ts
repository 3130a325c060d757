import type { Fault } from '@boutique/contracts/field-rules';
import { useTexts } from './use-texts.ts';

/** The sentence for a rule that a field breaks. */
export function useSentences() {
  const { faults } = useTexts();
  return (_name: string, fault: Fault | 'prix' | 'stock' | 'termes' | 'refused'): string =>
    // the other rules belong to fields that this slice does not have
    fault in faults ? faults[fault as keyof typeof faults] : faults.refused;
}
