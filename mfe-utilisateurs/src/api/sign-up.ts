import type { Inscription } from '@boutique/contracts/comptes';
import { useMutation, useShell } from '@boutique/facade';
import { readBack } from './read-back.ts';

/** Creates an account and signs it in. Its mail is in the language of the page. */
export function useSignUp() {
  const { api, locale, setSession } = useShell();
  return useMutation({
    mutationFn: async (body: Inscription) => {
      await api.request('post /api/utilisateurs', { query: { langue: locale }, body });
      return readBack(api);
    },
    onSuccess: (compte) => setSession(compte),
  });
}
