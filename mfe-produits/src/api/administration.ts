import type { NouveauProduit, ProduitEdition } from '@boutique/contracts/administration';
import type { Versioned } from '@boutique/contracts/client';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient, useShell } from '@boutique/facade';

export interface AdminFilters {
  q?: string | undefined;
  actif?: boolean | undefined;
}

/** All products as staff lists them, page after page. */
export function useAdminProduits({ q, actif }: AdminFilters) {
  const { api, locale } = useShell();
  const query = { q, actif, langue: locale };
  return useInfiniteQuery({
    queryKey: ['administration', 'produits', query],
    queryFn: ({ pageParam, signal }) =>
      api.page('get /api/administration/produits', {
        query: { ...query, ...(pageParam && { apres: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  });
}

/** One product in both languages with the version to change it on; read anew each time that the form opens. */
export function useEdition(id: string | undefined) {
  const { api } = useShell();
  return useQuery({
    queryKey: ['administration', 'produit', id],
    queryFn: ({ signal }) =>
      api.versioned('get /api/administration/produits/{id}', { params: { id: id ?? '' }, signal }),
    enabled: id !== undefined,
    staleTime: 0,
    gcTime: 0,
    // it would replace the version that the form was filled from
    refetchOnWindowFocus: false,
  });
}

/** What staff does with products. Every list and page of the catalogue is read anew afterwards. */
export function useProduitChanges() {
  const { api } = useShell();
  const client = useQueryClient();
  const onSuccess = () => {
    for (const key of ['produits', 'produit', 'facettes', 'administration']) {
      // a form that is open keeps its version
      void client.invalidateQueries({ queryKey: [key], predicate: ({ queryKey }) => queryKey[1] !== 'produit' });
    }
  };
  const etagHeaders = (etag: string) => ({ 'If-Match': etag });
  return {
    create: useMutation({
      mutationFn: (body: NouveauProduit) => api.versioned('post /api/produits', { body }),
      onSuccess,
    }),
    save: useMutation({
      mutationFn: ({ id, etag, body }: { id: string; etag: string; body: ProduitEdition }) =>
        api.versioned('put /api/produits/{id}', { params: { id }, headers: etagHeaders(etag), body }),
      onSuccess,
    }),
    remove: useMutation({
      mutationFn: ({ id, etag }: { id: string; etag: string }) =>
        api.request('delete /api/produits/{id}', { params: { id }, headers: etagHeaders(etag) }),
      onSuccess,
    }),
    moveStock: useMutation({
      mutationFn: ({ id, variation }: { id: string; variation: number }) =>
        api.request('post /api/produits/{id}/stock', { params: { id }, body: { variation } }),
      onSuccess,
    }),
    upload: useMutation({ mutationFn: (upload: Blob) => api.request('post /api/images', { upload }) }),
  };
}
export type LoadedEdition = Versioned<ProduitEdition & { id: string; stock: number }>;
