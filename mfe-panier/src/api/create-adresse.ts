import type { Adresse } from '@boutique/contracts/comptes';
import { useMutation, useQueryClient, useShell } from '@boutique/facade';
import { apiKeys } from '@boutique/facade/api-query';

/** Keeps one more address in the book of who is signed in. */
export function useCreateAdresse() {
  const { api } = useShell();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (adresse: Adresse) => api.request('post /api/compte/adresses', { body: adresse }),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeys.route('get /api/compte/adresses') }),
  });
}
