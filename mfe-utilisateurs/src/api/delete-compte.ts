import { useMutation, useShell } from '@boutique/facade';

/** Deletes one's account for ever; whoever did is a guest then. */
export function useDeleteCompte() {
  const { api, setSession } = useShell();
  return useMutation({
    mutationFn: () => api.request('delete /api/compte', {}),
    onSuccess: () => setSession(null),
  });
}
