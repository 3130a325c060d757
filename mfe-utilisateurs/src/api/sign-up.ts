import type { Inscription } from '@boutique/contracts/comptes';
import { useMutation, useShell } from '@boutique/facade';

/** Creates an account and signs it in. */
export function useSignUp() {
  const { api, setSession } = useShell();
  return useMutation({
    mutationFn: (body: Inscription) => api.request('post /api/utilisateurs', { body }),
    onSuccess: ({ compte }) => setSession(compte),
  });
}
