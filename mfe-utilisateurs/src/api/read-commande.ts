import type { ApiClient } from '@boutique/contracts/client';
import type { Langue } from '@boutique/contracts/common';
import { queryOptions, useQuery, useShell } from '@boutique/facade';

export const commandeOptions = (api: ApiClient, id: string, langue: Langue) =>
  queryOptions({
    queryKey: ['commandes', 'read', id, langue],
    queryFn: ({ signal }) => api.request('get /api/commandes/{id}', { params: { id }, query: { langue }, signal }),
  });

/** One order: of the account, any for staff. */
export function useCommande(id: string) {
  const { api, locale } = useShell();
  return useQuery(commandeOptions(api, id, locale));
}
