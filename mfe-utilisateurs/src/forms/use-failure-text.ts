import type { ApiError } from '@boutique/contracts/client';
import { useTexts } from '../texts/use-texts.ts';

/** The sentence for a change that failed, when the page has none of its own. */
export function useFailureText() {
  const { forms, session } = useTexts();
  return ({ code, retryAfter }: Partial<ApiError>): string => {
    switch (code) {
      case 'trop-de-tentatives':
        return session.tooMany(retryAfter);
      case 'non-connecte':
        return forms.expired;
      case 'acces-refuse':
        return forms.forbidden;
      default:
        return code === 'reseau' && !navigator.onLine ? forms.offline : forms.failed;
    }
  };
}
