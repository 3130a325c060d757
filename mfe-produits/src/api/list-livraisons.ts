import { useQuery, useShell } from '@boutique/facade';

/** The ways to deliver, which stay the same for a visit. */
export function useLivraisons() {
  const { api } = useShell();
  return useQuery({
    queryKey: ['livraisons'],
    queryFn: ({ signal }) => api.request('get /api/livraisons', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
