import type { Langue } from '@boutique/contracts/common';
import { useQuery, useShell } from '@boutique/facade';
import { apiQuery } from '@boutique/facade/api-query';

export const commandeQuery = (id: string, langue: Langue, acces?: string) =>
  apiQuery('get /api/commandes/{id}', { params: { id }, query: { langue, acces } });

/** One order of the account or, for a guest, of this browser; any order with the token of its mailed link. */
export function useCommande(id: string, acces: string | undefined) {
  const { locale } = useShell();
  return useQuery(commandeQuery(id, locale, acces));
}
