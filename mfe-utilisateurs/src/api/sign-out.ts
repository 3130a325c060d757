import { useMutation, useShell } from '@boutique/facade';

/** Signs out here, or in every browser. A session that had ended already is signed out as well. */
export function useSignOut({ everywhere = false } = {}) {
  const { api, setSession } = useShell();
  return useMutation({
    mutationFn: () => api.request(everywhere ? 'delete /api/sessions' : 'delete /api/session', {}),
    onSuccess: () => setSession(null),
  });
}
