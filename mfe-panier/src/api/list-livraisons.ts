import { useQuery, useShell } from '@boutique/facade';

/** The ways to deliver; they change rarely. */
export function useLivraisons() {
  const { api } = useShell();
  return useQuery({
    queryKey: ['livraisons'],
    queryFn: ({ signal }) => api.request('get /api/livraisons', { signal }),
    staleTime: 300_000,
  });
}
