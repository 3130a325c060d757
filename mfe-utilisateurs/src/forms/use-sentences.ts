import { type Fault, passwordLength } from '@boutique/contracts/field-rules';
import { PASSWORD_LENGTH, type PAYS } from '@boutique/contracts/limits';
import { useTexts } from '../texts/use-texts.ts';
import { useFailureText } from './use-failure-text.ts';

/** The fields that have texts. */
export type FieldName = keyof ReturnType<typeof useTexts>['forms']['faults']['missing'];
type Values = Readonly<Partial<Record<FieldName, string>>>;

/** The sentences of this slice's forms, for each broken rule and for failures without a field. */
export function useSentences() {
  const { faults } = useTexts().forms;
  const say = (name: FieldName, fault: Fault | 'refused', values: Values): string => {
    switch (fault) {
      case 'missing':
      case 'refused':
        return faults[fault][name];
      case 'tooShort':
        return faults.tooShort(PASSWORD_LENGTH.min - passwordLength(values[name] ?? ''));
      case 'codePostal':
        return faults.codePostal[values.pays as (typeof PAYS)[number]];
      case 'slug':
        return faults.refused[name];
      case 'characters':
      case 'tooLong':
      case 'email':
        return faults[fault];
    }
  };
  return { say, failed: useFailureText() };
}
