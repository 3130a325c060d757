import type { StatutCommande } from '@boutique/contracts/commandes';
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient, useShell } from '@boutique/facade';
import { commandeOptions } from './read-commande.ts';

const KEY = ['administration', 'commandes'];

/** All orders that match, the newest first, page after page. What was there stays until the next answer. */
export function useAdminCommandes({ q, statut }: { q: string; statut: string }) {
  const { api } = useShell();
  return useInfiniteQuery({
    queryKey: [...KEY, q, statut],
    queryFn: ({ pageParam, signal }) =>
      api.page('get /api/administration/commandes', {
        query: {
          ...(q && { q }),
          ...(statut && { statut: statut as StatutCommande }),
          ...(pageParam && { apres: pageParam }),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}

/** Gives an order its next status. After a refusal everything is read anew: somebody else was quicker. */
export function useUpdateCommande() {
  const { api, locale } = useShell();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, statut }: { id: string; statut: StatutCommande }) =>
      api.request('patch /api/commandes/{id}', { params: { id }, query: { langue: locale }, body: { statut } }),
    onSuccess: (commande) => client.setQueryData(commandeOptions(api, commande.id, locale).queryKey, commande),
    onError: () => client.invalidateQueries({ queryKey: ['commandes'] }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
