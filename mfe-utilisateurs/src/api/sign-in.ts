import type { Identifiants } from '@boutique/contracts/comptes';
import { useMutation, useShell } from '@boutique/facade';

/** Signs in, and gives the account to the whole page. */
export function useSignIn() {
  const { api, setSession } = useShell();
  return useMutation({
    mutationFn: (body: Identifiants) => api.request('post /api/session', { body }),
    onSuccess: ({ compte }) => setSession(compte),
  });
}
