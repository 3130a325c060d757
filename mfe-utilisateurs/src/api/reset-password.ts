import { useMutation, useShell } from '@boutique/facade';

/** Sets a new password with a mailed link. It ends the sessions of the link's account, perhaps the one of this browser. */
export function useResetPassword() {
  const { api, session, setSession } = useShell();
  return useMutation({
    mutationFn: (body: { jeton: string; nouveau: string }) =>
      api.request('put /api/reinitialisations/mot-de-passe', { body }),
    onSuccess: async () => {
      if (session) setSession((await api.request('get /api/session', {})).compte);
    },
  });
}
