import type { Langue } from '@boutique/contracts/common';
import { useQuery, useShell } from '@boutique/facade';

/** One order among all queries. */
export const commandeKey = (id: string, langue: Langue) => ['commande', id, langue] as const;

/** One order of this account or, for a guest, of this browser. */
export function useCommande(id: string) {
  const { api, locale } = useShell();
  return useQuery({
    queryKey: commandeKey(id, locale),
    queryFn: ({ signal }) =>
      api.request('get /api/commandes/{id}', { params: { id }, query: { langue: locale }, signal }),
  });
}
