import { useMutation, useQueryClient, useShell } from '@boutique/facade';
import { apiKeys } from '@boutique/facade/api-query';

/** Uses a verification link; guest orders with the address may then join the account. */
export function useVerifyEmail() {
  const { api, session, setSession } = useShell();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (jeton: string) => api.request('post /api/verifications', { body: { jeton } }),
    // the answer names no account: another one may be signed in here
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: apiKeys.tag('commandes') });
      if (session) setSession((await api.request('get /api/session', {})).compte);
    },
  });
}
