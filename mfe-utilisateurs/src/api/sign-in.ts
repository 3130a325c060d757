import type { Identifiants } from '@boutique/contracts/comptes';
import { useMutation, useShell } from '@boutique/facade';

/** Signs in; the whole page learns who is here. */
export function useSignIn() {
  const { api, setSession } = useShell();
  return useMutation({
    mutationFn: (body: Identifiants) => api.request('post /api/session', { body }),
    onSuccess: ({ compte }) => setSession(compte),
  });
}
