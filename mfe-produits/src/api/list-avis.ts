import type { NouvelAvis } from '@boutique/contracts/avis';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient, useShell } from '@boutique/facade';
import { apiKeys, apiPages, apiQuery } from '@boutique/facade/api-query';

const PAGE_SIZE = 5;

/** A product's reviews, page by page, from a cursor on. */
export function useAvis(id: string, apres: string | undefined) {
  return useInfiniteQuery({
    ...apiPages('get /api/produits/{id}/avis', { params: { id }, query: { limite: PAGE_SIZE, apres } }),
    refetchOnWindowFocus: false,
  });
}

/** Whether the account has bought the product, and its review. Sends no request for a guest. */
export function useOwnAvis(id: string) {
  const { session } = useShell();
  return useQuery({ ...apiQuery('get /api/produits/{id}/mon-avis', { params: { id } }), enabled: Boolean(session) });
}

/** Publishes or deletes a review, and updates rating, list and form. */
export function useChangeAvis(id: string) {
  const { api } = useShell();
  const client = useQueryClient();
  const onSuccess = () =>
    Promise.all(
      [apiKeys.tag('avis'), apiKeys.route('get /api/produits/{id}')].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
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
