import { useMutation, useShell } from '@boutique/facade';

/** Sends the link that verifies one's address once more. */
export function useSendVerification() {
  const { api } = useShell();
  return useMutation({ mutationFn: () => api.request('post /api/compte/verification', {}) });
}
