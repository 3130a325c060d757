import type { NouvelAvis } from '@boutique/contracts/avis';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient, useShell } from '@boutique/facade';

const PAGE_SIZE = 5;

/** A product's reviews, page after page. */
export function useAvis(id: string) {
  const { api } = useShell();
  return useInfiniteQuery({
    queryKey: ['avis', id],
    queryFn: ({ pageParam, signal }) =>
      api.page('get /api/produits/{id}/avis', {
        params: { id },
        query: { limite: PAGE_SIZE, ...(pageParam && { apres: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchOnWindowFocus: false,
  });
}

/** Whether the visitor has bought the product, and the review of his own; not asked for a guest. */
export function useOwnAvis(id: string) {
  const { api, session } = useShell();
  return useQuery({
    queryKey: ['mon-avis', id, session?.id],
    queryFn: ({ signal }) => api.request('get /api/produits/{id}/mon-avis', { params: { id }, signal }),
    enabled: Boolean(session),
  });
}

/** Writes a review, or takes it back; rating, list and form follow. */
export function useChangeAvis(id: string) {
  const { api } = useShell();
  const client = useQueryClient();
  const onSuccess = () =>
    Promise.all(['avis', 'mon-avis', 'produit'].map((key) => client.invalidateQueries({ queryKey: [key] })));
  const create = useMutation({
    mutationFn: (body: NouvelAvis) => api.request('post /api/produits/{id}/avis', { params: { id }, body }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (avisId: string) => api.request('delete /api/avis/{id}', { params: { id: avisId } }),
    onSuccess,
  });
  return { create, remove };
}
