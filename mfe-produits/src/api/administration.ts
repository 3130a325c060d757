import type { NouveauProduit, ProduitEdition } from '@boutique/contracts/administration';
import type { Versioned } from '@boutique/contracts/client';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient, useShell } from '@boutique/facade';
import { apiKeys, apiPages, apiQuery } from '@boutique/facade/api-query';

export interface AdminFilters {
  q?: string | undefined;
  actif?: boolean | undefined;
}

/** All products for staff, page by page. */
export function useAdminProduits({ q, actif }: AdminFilters) {
  const { locale } = useShell();
  return useInfiniteQuery(apiPages('get /api/administration/produits', { query: { q, actif, langue: locale } }));
}

/** One product in both languages with the version to change it on; read again each time that the form opens. */
export function useEdition(id: string | undefined) {
  return useQuery({
    ...apiQuery('get /api/administration/produits/{id}', { params: { id: id ?? '' } }, 'versioned'),
    enabled: id !== undefined,
    gcTime: 0,
    // a new answer would replace the version that the form started from
    refetchOnWindowFocus: false,
  });
}

/** The changes that staff makes to products. Afterwards all lists and pages of the catalogue are read again. */
export function useProduitChanges() {
  const { api } = useShell();
  const client = useQueryClient();
  const onSuccess = () => {
    // an open form keeps its version
    for (const queryKey of [apiKeys.tag('produits'), apiKeys.route('get /api/administration/produits')]) {
      void client.invalidateQueries({ queryKey });
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
