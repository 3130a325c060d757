import type { StatutCommande } from '@boutique/contracts/commandes';
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient, useShell } from '@boutique/facade';
import { apiKeys, apiPages } from '@boutique/facade/api-query';
import { commandeQuery } from './read-commande.ts';

/** All orders that match, the newest first, page by page. The old ones stay until the next answer. */
export function useAdminCommandes({ q, statut, mails }: { q: string; statut: string; mails: string }) {
  return useInfiniteQuery({
    ...apiPages('get /api/administration/commandes', {
      query: {
        q,
        statut: (statut || undefined) as StatutCommande | undefined,
        mails: mails === 'en-echec' ? mails : undefined,
      },
    }),
    placeholderData: keepPreviousData,
  });
}

/** Gives an order its next status. After a refusal all is read again, because another admin was faster. */
export function useUpdateCommande() {
  const { api, locale } = useShell();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, statut }: { id: string; statut: StatutCommande }) =>
      api.request('patch /api/commandes/{id}', { params: { id }, query: { langue: locale }, body: { statut } }),
    onSuccess: (commande) => client.setQueryData(commandeQuery(commande.id, locale).queryKey, commande),
    onError: () => client.invalidateQueries({ queryKey: apiKeys.tag('commandes') }),
    onSettled: () => client.invalidateQueries({ queryKey: apiKeys.route('get /api/administration/commandes') }),
  });
}
