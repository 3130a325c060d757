import type { MoyenPaiement } from '@boutique/contracts/paiements';
import { useQuery } from '@boutique/facade';
import { apiQuery } from '@boutique/facade/api-query';

/** What every shop offers. */
const onDelivery: MoyenPaiement = { mode: 'a-la-livraison', confirmationAuDelaCentimes: null };

/** The ways to pay; payment on delivery when the API does not tell them. Undefined while they load. */
export function useMoyens(): MoyenPaiement[] | undefined {
  const { data, error } = useQuery(apiQuery('get /api/moyens-paiement', {}));
  return data ?? (error ? [onDelivery] : undefined);
}
