import { useMutation, useShell } from '@boutique/facade';

export function useChangePassword() {
  const { api } = useShell();
  return useMutation({
    mutationFn: (body: { actuel: string; nouveau: string }) => api.request('put /api/compte/mot-de-passe', { body }),
  });
}
