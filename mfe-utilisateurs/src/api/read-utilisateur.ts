import type { ApiClient } from '@boutique/contracts/client';
import { queryOptions, useQuery, useQueryClient, useShell } from '@boutique/facade';
import { listUtilisateursOptions } from './list-utilisateurs.ts';

const readUtilisateurOptions = (api: ApiClient, id: string) =>
  queryOptions({
    queryKey: ['utilisateurs', 'read', id],
    queryFn: ({ signal }) => api.request('get /api/utilisateurs/{id}', { params: { id }, signal }),
  });

/** One public profile; what the directory already showed of it is there at once. */
export function useUtilisateur(id: string) {
  const { api } = useShell();
  const client = useQueryClient();
  return useQuery({
    ...readUtilisateurOptions(api, id),
    placeholderData: () =>
      client
        .getQueryData(listUtilisateursOptions(api).queryKey)
        ?.pages.flatMap(({ items }) => items)
        .find((utilisateur) => utilisateur.id === id),
  });
}
