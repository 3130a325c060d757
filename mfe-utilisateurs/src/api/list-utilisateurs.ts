import { useInfiniteQuery } from '@boutique/facade';
import { apiPages } from '@boutique/facade/api-query';

export const utilisateursQuery = apiPages('get /api/utilisateurs', {});

/** The public profiles by name, page by page. */
export const useUtilisateurs = () => useInfiniteQuery(utilisateursQuery);
