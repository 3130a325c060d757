import { useQuery, useQueryClient } from '@boutique/facade';
import { apiQuery } from '@boutique/facade/api-query';
import { utilisateursQuery } from './list-utilisateurs.ts';

/** One public profile; what the directory already showed of it is there at once. */
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
