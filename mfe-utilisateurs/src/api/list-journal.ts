import type { EntreeJournal } from '@boutique/contracts/administration';
import { keepPreviousData, useInfiniteQuery } from '@boutique/facade';
import { apiPages } from '@boutique/facade/api-query';

/** Who changed what, the newest first, page after page. */
export function useJournal(objet: string) {
  return useInfiniteQuery({
    ...apiPages('get /api/administration/journal', {
      query: { objet: (objet || undefined) as EntreeJournal['objet'] | undefined },
    }),
    placeholderData: keepPreviousData,
  });
}
