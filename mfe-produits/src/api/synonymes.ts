import type { Synonyme, SynonymeEdition } from '@boutique/contracts/synonymes';
import { useInfiniteQuery, useMutation, useQueryClient, useShell } from '@boutique/facade';
import { apiKeys, apiPages } from '@boutique/facade/api-query';

/** All synonyms for staff, page by page. */
export function useSynonymes(q: string | undefined) {
  return useInfiniteQuery(apiPages('get /api/administration/synonymes', { query: { q } }));
}

/** The changes that staff makes to synonyms. Afterwards every search of the catalogue is made again. */
export function useSynonymeChanges() {
  const { api } = useShell();
  const client = useQueryClient();
  const onSuccess = () => {
    for (const queryKey of [apiKeys.tag('produits'), apiKeys.route('get /api/administration/synonymes')]) {
      void client.invalidateQueries({ queryKey });
    }
  };
  const versionOf = ({ id, version }: Synonyme) => ({ params: { id }, headers: { 'If-Match': `"v${version}"` } });
  return {
    /** Adds a group, or replaces the terms of `synonyme`. */
    save: useMutation({
      mutationFn: ({ synonyme, body }: { synonyme: Synonyme | null; body: SynonymeEdition }) =>
        synonyme
          ? api.request('put /api/synonymes/{id}', { ...versionOf(synonyme), body })
          : api.request('post /api/synonymes', { body }),
      onSuccess,
    }),
    remove: useMutation({
      mutationFn: (synonyme: Synonyme) => api.request('delete /api/synonymes/{id}', versionOf(synonyme)),
      onSuccess,
    }),
  };
}
