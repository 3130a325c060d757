import type { Adresse } from '@boutique/contracts/comptes';
import { useMutation, useQueryClient, useShell } from '@boutique/facade';
import { apiKeys } from '@boutique/facade/api-query';

/** Adds an address to the account's address book. */
export function useCreateAdresse() {
  const { api } = useShell();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (adresse: Adresse) => api.request('post /api/compte/adresses', { body: adresse }),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeys.route('get /api/compte/adresses') }),
  });
}
