import type { EntreeJournal } from '@boutique/contracts/administration';
import { keepPreviousData, useInfiniteQuery } from '@boutique/facade';
import { apiPages } from '@boutique/facade/api-query';

/** Staff's changes with their authors, the newest first, page by page. */
export function useJournal(objet: string) {
  return useInfiniteQuery({
    ...apiPages('get /api/administration/journal', {
      query: { objet: (objet || undefined) as EntreeJournal['objet'] | undefined },
    }),
    placeholderData: keepPreviousData,
  });
}
