import { useMutation, useQueryClient, useShell } from '@boutique/facade';
import { apiKeys } from '@boutique/facade/api-query';
import { commandeQuery } from './read-commande.ts';

/** Cancels an order of the account. After a refusal the order is read again, because its status has changed meanwhile. */
export function useCancelCommande(id: string) {
  const { api, locale } = useShell();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.request('post /api/commandes/{id}/annulation', { params: { id }, query: { langue: locale } }),
    onSuccess: (commande) => {
      client.setQueryData(commandeQuery(id, locale).queryKey, commande);
      void client.invalidateQueries({ queryKey: apiKeys.route('get /api/commandes') });
    },
    onError: () => client.invalidateQueries({ queryKey: apiKeys.tag('commandes') }),
  });
}
