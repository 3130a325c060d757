import { useInfiniteQuery } from '@boutique/facade';
import { apiPages } from '@boutique/facade/api-query';

/** One's own orders, the newest first, page after page. */
export const useCommandes = () => useInfiniteQuery(apiPages('get /api/commandes', {}));
