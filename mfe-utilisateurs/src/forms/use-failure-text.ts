import type { ApiError } from '@boutique/contracts/client';
import { useOnline } from '@boutique/ui/use-online';
import { useTexts } from '../texts/use-texts.ts';

/** The sentence for a failed change, when the page has no sentence of its own. */
export function useFailureText() {
  const { forms, session } = useTexts();
  const online = useOnline();
  return ({ code, retryAfter }: Partial<ApiError>): string => {
    if (code === 'trop-de-tentatives') return session.tooMany(retryAfter);
    if (code === 'non-connecte') return forms.expired;
    if (code === 'cookies-refuses') return forms.cookies;
    if (code === 'acces-refuse') return forms.forbidden;
    return code === 'reseau' && !online ? forms.offline : forms.failed;
  };
}
