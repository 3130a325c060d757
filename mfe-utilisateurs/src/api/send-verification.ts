import { useMutation, useShell } from '@boutique/facade';

/** Sends the link that verifies the account's e-mail address again. */
export function useSendVerification() {
  const { api } = useShell();
  return useMutation({ mutationFn: () => api.request('post /api/compte/verification', {}) });
}
