import { useMutation, useShell } from '@boutique/facade';

/** Sends the link that verifies the account's e-mail address again, in the language of the page. */
export function useSendVerification() {
  const { api, locale } = useShell();
  return useMutation({
    mutationFn: () => api.request('post /api/compte/verification', { query: { langue: locale } }),
  });
}
