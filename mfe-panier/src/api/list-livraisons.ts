import { useQuery } from '@boutique/facade';
import { apiQuery } from '@boutique/facade/api-query';

/** The ways of delivery. */
export const useLivraisons = () => useQuery(apiQuery('get /api/livraisons', {}));
