import type { Langue } from '@boutique/contracts/common';
import { useQuery, useShell } from '@boutique/facade';
import { apiQuery } from '@boutique/facade/api-query';

export const commandeQuery = (id: string, langue: Langue, acces?: string) =>
  apiQuery('get /api/commandes/{id}', { params: { id }, query: { langue, acces } });

/** How soon the page shows that a payment has arrived. */
const PAYMENT_POLL_MS = 2_000;

/** One order of the account or, for a guest, of this browser; any order with the token of its mailed link. */
export function useCommande(id: string, acces: string | undefined) {
  const { locale } = useShell();
  return useQuery({
    ...commandeQuery(id, locale, acces),
    refetchInterval: ({ state }) => (state.data?.statut === 'a-payer' ? PAYMENT_POLL_MS : false),
  });
}
