import { type ApiClient, cookiesRefused } from '@boutique/contracts/client';
import { useMutation, useQuery, useQueryClient, useShell } from '@boutique/facade';
import { apiQuery } from '@boutique/facade/api-query';
import { remember, useRemembered } from './remembered.ts';

/** Whether this browser ever had a favourite: without one, a guest's pages send no request. */
const HINT = 'produits.favoris';

const favorisQuery = apiQuery('get /api/favoris', {});

/** Ids of the favourite products, the newest first. With `asked`, also for a guest without a known favourite. */
export function useFavoris({ asked = false } = {}) {
  const { session } = useShell();
  const hinted = useRemembered(HINT).length > 0;
  const mayHave = asked || Boolean(session) || hinted;
  return useQuery({ ...favorisQuery, enabled: mayHave && session !== undefined });
}

/** Lets the next pages of a guest read the favourites. */
export const rememberFavoris = () => remember(HINT, ['oui']);

/** Adds or removes a favourite: at once, and undone when the API refuses. */
export function useToggleFavori(produitId: string) {
  const { api, session } = useShell();
  const client = useQueryClient();
  const { queryKey } = favorisQuery;
  return useMutation({
    mutationFn: async (wanted: boolean) => {
      if (!wanted) return api.request('delete /api/favoris/{produitId}', { params: { produitId } });
      await api.request('put /api/favoris/{produitId}', { params: { produitId } });
      if (!session) await expectKept(api);
    },
    onMutate: async (wanted) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      const others = (before ?? []).filter((id) => id !== produitId);
      client.setQueryData(queryKey, wanted ? [produitId, ...others] : others);
      rememberFavoris();
      return { before };
    },
    onError: (_error, _wanted, context) => client.setQueryData(queryKey, context?.before ?? []),
    // before a guest's first favourite the list was not read
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
}

/** A guest's favourites need a cookie. @throws ApiError `cookies-refuses` where browser or network refuse it */
async function expectKept(api: ApiClient): Promise<void> {
  if ((await api.request('get /api/favoris', {})).length === 0) throw cookiesRefused();
}
