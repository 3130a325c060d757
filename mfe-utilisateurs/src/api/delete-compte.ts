import { useMutation, useShell } from '@boutique/facade';

/** Deletes the account for ever; the browser is a guest's afterwards. */
export function useDeleteCompte() {
  const { api, setSession } = useShell();
  return useMutation({
    mutationFn: () => api.request('delete /api/compte', {}),
    onSuccess: () => setSession(null),
  });
}
