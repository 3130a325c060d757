import { useQuery, useShell } from '@boutique/facade';
import { apiQuery } from '@boutique/facade/api-query';

/** The address book of who is signed in; nothing is asked for a guest. */
export function useAdresses() {
  const { session } = useShell();
  return useQuery({ ...apiQuery('get /api/compte/adresses', {}), enabled: Boolean(session) });
}
