import type { Inscription } from '@boutique/contracts/comptes';
import { useMutation, useShell } from '@boutique/facade';
import { readBack } from './read-back.ts';

/** Creates an account and signs it in. */
export function useSignUp() {
  const { api, setSession } = useShell();
  return useMutation({
    mutationFn: async (body: Inscription) => {
      await api.request('post /api/utilisateurs', { body });
      return readBack(api);
    },
    onSuccess: (compte) => setSession(compte),
  });
}
