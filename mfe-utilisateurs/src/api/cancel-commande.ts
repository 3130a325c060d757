import { useMutation, useQueryClient, useShell } from '@boutique/facade';
import { commandeOptions } from './read-commande.ts';

/** Cancels one's own order. After a refusal the order is read anew: it has gone on meanwhile. */
export function useCancelCommande(id: string) {
  const { api, locale } = useShell();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.request('post /api/commandes/{id}/annulation', { params: { id }, query: { langue: locale } }),
    onSuccess: (commande) => {
      client.setQueryData(commandeOptions(api, id, locale).queryKey, commande);
      void client.invalidateQueries({ queryKey: ['commandes', 'list'] });
    },
    onError: () => client.invalidateQueries({ queryKey: ['commandes'] }),
  });
}
