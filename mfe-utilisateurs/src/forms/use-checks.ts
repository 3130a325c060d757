import type { Adresse } from '@boutique/contracts/comptes';
import { PASSWORD_LENGTH } from '@boutique/contracts/limits';
import { useTexts } from '../texts/use-texts.ts';
import { isCodePostal, isEmail } from './rules.ts';
import type { FieldName } from './use-form.ts';

/** The rules that browsers know before the API says the same; each answers the sentence to show, or undefined. */
export function useChecks() {
  const { missing, emailFormat, tooShort, codePostalFormat } = useTexts().forms;
  const required = (name: FieldName, text: string) => (text.trim() === '' ? missing[name] : undefined);
  return {
    required,
    email: (text: string) => required('email', text) ?? (isEmail(text.trim()) ? undefined : emailFormat),
    newPassword: (name: 'motDePasse' | 'nouveau', text: string) => {
      const left = PASSWORD_LENGTH.min - [...text].length;
      return text === '' ? missing[name] : left > 0 ? tooShort(left) : undefined;
    },
    codePostal: (text: string, country: Adresse['pays']) =>
      required('codePostal', text) ?? (isCodePostal(text.trim(), country) ? undefined : codePostalFormat[country]),
  };
}
