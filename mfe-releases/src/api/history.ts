import type { HistoryAction } from '@boutique/contracts/frontends';
import { keepPreviousData, useInfiniteQuery } from '@boutique/facade';
import { apiPages } from '@boutique/facade/api-query';

/** The changes of a slice, the newest first, page by page. */
export const useHistory = (slice: string, { action, version }: { action: string; version: string }) =>
  useInfiniteQuery({
    ...apiPages('get /api/frontends/{slice}/history', {
      params: { slice },
      query: { action: (action || undefined) as HistoryAction | undefined, version: version || undefined },
    }),
    placeholderData: keepPreviousData,
  });
