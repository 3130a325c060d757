import { useMutation, useShell } from '@boutique/facade';

/** Changes the account's name or the visibility of its profile; the header shows it at once. */
export function useUpdateCompte() {
  const { api, setSession } = useShell();
  return useMutation({
    mutationFn: (body: { nom?: string; profilPublic?: boolean }) => api.request('patch /api/compte', { body }),
    onSuccess: setSession,
  });
}
