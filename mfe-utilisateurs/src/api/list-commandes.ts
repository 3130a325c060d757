import { useInfiniteQuery } from '@boutique/facade';
import { apiPages } from '@boutique/facade/api-query';

/** The account's orders, the newest first, page by page. */
export const useCommandes = () => useInfiniteQuery(apiPages('get /api/commandes', {}));
