import type { Langue } from '@boutique/contracts/common';
import { useQuery, useShell } from '@boutique/facade';
import { apiQuery } from '@boutique/facade/api-query';

export const commandeQuery = (id: string, langue: Langue) =>
  apiQuery('get /api/commandes/{id}', { params: { id }, query: { langue } });

/** One order: of the account, or any order for staff. */
export function useCommande(id: string) {
  const { locale } = useShell();
  return useQuery(commandeQuery(id, locale));
}
