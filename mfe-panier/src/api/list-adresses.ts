import { useQuery, useShell } from '@boutique/facade';

/** The address book of who is signed in; nothing is asked for a guest. */
export function useAdresses() {
  const { api, session } = useShell();
  return useQuery({
    queryKey: ['adresses', session?.id],
    queryFn: ({ signal }) => api.request('get /api/compte/adresses', { signal }),
    enabled: Boolean(session),
  });
}
