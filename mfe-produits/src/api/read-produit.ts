import type { Page } from '@boutique/contracts/client';
import type { Langue } from '@boutique/contracts/common';
import type { Produit } from '@boutique/contracts/produits';
import { type QueryClient, useQuery, useQueryClient, useShell } from '@boutique/facade';
import { apiKeys, apiQuery } from '@boutique/facade/api-query';

/** One product by its id or slug. Begins with the data that a list has already loaded. */
export function useProduit(id: string) {
  const { locale } = useShell();
  const client = useQueryClient();
  return useQuery({
    ...apiQuery('get /api/produits/{id}', { params: { id }, query: { langue: locale } }),
    placeholderData: () => findInLists(client, id, locale),
  });
}

type CachedList = Page<Produit> | { pages: Page<Produit>[] };

function findInLists(client: QueryClient, id: string, langue: Langue): Produit | undefined {
  const lists = client.getQueriesData<CachedList>({
    queryKey: apiKeys.route('get /api/produits', { query: { langue } }),
  });
  return lists
    .flatMap(([, list]) => (list ? ('pages' in list ? list.pages : [list]) : []))
    .flatMap(({ items }) => items)
    .find((produit) => produit.id === id || produit.slug === id);
}
