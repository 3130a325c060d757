import type { ApiClient } from '@boutique/contracts/client';
import { infiniteQueryOptions, useInfiniteQuery, useShell } from '@boutique/facade';

export const listUtilisateursOptions = (api: ApiClient) =>
  infiniteQueryOptions({
    queryKey: ['utilisateurs', 'list'],
    queryFn: ({ pageParam, signal }) =>
      api.page('get /api/utilisateurs', { ...(pageParam && { query: { apres: pageParam } }), signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });

/** The public profiles by name, page after page. */
export function useUtilisateurs() {
  return useInfiniteQuery(listUtilisateursOptions(useShell().api));
}
