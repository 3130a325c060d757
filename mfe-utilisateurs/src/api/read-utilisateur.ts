import { useQuery, useQueryClient } from '@boutique/facade';
import { apiQuery } from '@boutique/facade/api-query';
import { utilisateursQuery } from './list-utilisateurs.ts';

/** One public profile. Begins with the data that the directory has already loaded. */
export function useUtilisateur(id: string) {
  const client = useQueryClient();
  return useQuery({
    ...apiQuery('get /api/utilisateurs/{id}', { params: { id } }),
    placeholderData: () =>
      client
        .getQueryData(utilisateursQuery.queryKey)
        ?.pages.flatMap(({ items }) => items)
        .find((utilisateur) => utilisateur.id === id),
  });
}
