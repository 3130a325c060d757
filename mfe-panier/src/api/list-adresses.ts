import { useQuery, useShell } from '@boutique/facade';
import { apiQuery } from '@boutique/facade/api-query';

/** The account's address book; sends no request for a guest. */
export function useAdresses() {
  const { session } = useShell();
  return useQuery({ ...apiQuery('get /api/compte/adresses', {}), enabled: Boolean(session) });
}
