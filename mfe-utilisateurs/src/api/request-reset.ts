import { useMutation, useShell } from '@boutique/facade';

/** Asks for a mail with a link to set a new password, in the language of the page. */
export function useRequestReset() {
  const { api, locale } = useShell();
  return useMutation({
    mutationFn: (body: { email: string }) =>
      api.request('post /api/reinitialisations', { query: { langue: locale }, body }),
  });
}
