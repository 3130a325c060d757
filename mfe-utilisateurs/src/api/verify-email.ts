import { useMutation, useQueryClient, useShell } from '@boutique/facade';
import { apiKeys } from '@boutique/facade/api-query';

/** Opens a verification link: orders that were made with the address may join the account. */
export function useVerifyEmail() {
  const { api, session, setSession } = useShell();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (jeton: string) => api.request('post /api/verifications', { body: { jeton } }),
    // whose link it was is not said: another account may be signed in here
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: apiKeys.tag('commandes') });
      if (session) setSession((await api.request('get /api/session', {})).compte);
    },
  });
}
