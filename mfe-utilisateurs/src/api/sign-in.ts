import type { Identifiants } from '@boutique/contracts/comptes';
import { useMutation, useShell } from '@boutique/facade';
import { readBack } from './read-back.ts';

/** Signs in, and gives the account to the whole page. */
export function useSignIn() {
  const { api, setSession } = useShell();
  return useMutation({
    mutationFn: async (body: Identifiants) => {
      await api.request('post /api/session', { body });
      return readBack(api);
    },
    onSuccess: (compte) => setSession(compte),
  });
}
