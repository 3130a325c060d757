import { useMutation, useShell } from '@boutique/facade';

/** Signs out here, or in every browser. A session that had already ended counts as signed out. */
export function useSignOut({ everywhere = false } = {}) {
  const { api, setSession } = useShell();
  return useMutation({
    mutationFn: () => api.request(everywhere ? 'delete /api/sessions' : 'delete /api/session', {}),
    onSuccess: () => setSession(null),
  });
}
