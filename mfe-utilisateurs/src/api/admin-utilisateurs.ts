import type { Compte } from '@boutique/contracts/comptes';
import type { Role } from '@boutique/contracts/utilisateurs';
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient, useShell } from '@boutique/facade';

const KEY = ['administration', 'utilisateurs'];

interface Filters {
  q: string;
  role: string;
  actif: string;
}

/** All accounts that match, the newest first, page after page. What was there stays until the next answer. */
export function useAdminUtilisateurs({ q, role, actif }: Filters) {
  const { api } = useShell();
  return useInfiniteQuery({
    queryKey: [...KEY, q, role, actif],
    queryFn: ({ pageParam, signal }) =>
      api.page('get /api/administration/utilisateurs', {
        query: {
          ...(q && { q }),
          ...(role && { role: role as Role }),
          ...(actif && { actif: actif === 'true' }),
          ...(pageParam && { apres: pageParam }),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}

/** Gives another role, or disables an account; done once the list is read anew. */
export function useUpdateUtilisateur() {
  const { api } = useShell();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: Partial<Pick<Compte, 'role' | 'actif'>> }) =>
      api.request('patch /api/administration/utilisateurs/{id}', { params: { id }, body }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
