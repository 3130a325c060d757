import type { EntreeJournal } from '@boutique/contracts/administration';
import { keepPreviousData, useInfiniteQuery, useShell } from '@boutique/facade';

/** Who changed what, the newest first, page after page. */
export function useJournal(objet: string) {
  const { api } = useShell();
  return useInfiniteQuery({
    queryKey: ['administration', 'journal', objet],
    queryFn: ({ pageParam, signal }) =>
      api.page('get /api/administration/journal', {
        query: {
          ...(objet && { objet: objet as EntreeJournal['objet'] }),
          ...(pageParam && { apres: pageParam }),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    // others write it all the time
    staleTime: 0,
  });
}
