import type { Compte } from '@boutique/contracts/comptes';
import type { Role } from '@boutique/contracts/utilisateurs';
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient, useShell } from '@boutique/facade';
import { apiKeys, apiPages } from '@boutique/facade/api-query';

interface Filters {
  q: string;
  role: string;
  actif: string;
}

/** All accounts that match, the newest first, page by page. The old ones stay until the next answer. */
export function useAdminUtilisateurs({ q, role, actif }: Filters) {
  return useInfiniteQuery({
    ...apiPages('get /api/administration/utilisateurs', {
      query: { q, role: (role || undefined) as Role | undefined, actif: actif ? actif === 'true' : undefined },
    }),
    placeholderData: keepPreviousData,
  });
}

/** Changes an account's role, or disables it. Resolves once the list is read again. */
export function useUpdateUtilisateur() {
  const { api } = useShell();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: Partial<Pick<Compte, 'role' | 'actif'>> }) =>
      api.request('patch /api/administration/utilisateurs/{id}', { params: { id }, body }),
    onSettled: () => client.invalidateQueries({ queryKey: apiKeys.route('get /api/administration/utilisateurs') }),
  });
}
