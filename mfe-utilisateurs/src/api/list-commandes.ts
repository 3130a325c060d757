import { infiniteQueryOptions, useInfiniteQuery, useShell } from '@boutique/facade';

/** One's own orders, the newest first, page after page. */
export function useCommandes() {
  const { api } = useShell();
  return useInfiniteQuery(
    infiniteQueryOptions({
      queryKey: ['commandes', 'list'],
      queryFn: ({ pageParam, signal }) =>
        api.page('get /api/commandes', { ...(pageParam && { query: { apres: pageParam } }), signal }),
      initialPageParam: null as string | null,
      getNextPageParam: ({ next }) => next,
    }),
  );
}
