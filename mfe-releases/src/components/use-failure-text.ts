import type { ApiError } from '@boutique/contracts/client';
import { useTexts } from '../texts/use-texts.ts';

/** The sentence for a failed change. The register's own reasons are for people who release, in English. */
export function useFailureText() {
  const { form } = useTexts();
  return ({ code, problem }: Partial<ApiError>): string => {
    if (code === 'non-connecte') return form.expired;
    if (code === undefined || code === 'reseau') return form.failed;
    return `${form.refused} ${problem?.detail ?? code}`;
  };
}
