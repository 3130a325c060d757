import { useMutation, useQuery, useQueryClient, useShell } from '@boutique/facade';
import { apiKeys, apiQuery } from '@boutique/facade/api-query';

const mailsQuery = (id: string) => apiQuery('get /api/administration/commandes/{id}/mails', { params: { id } });

/** The mails about an order, for staff. */
export const useMails = (id: string) => useQuery(mailsQuery(id));

/** Lets the unsent mails about an order be tried again at once. */
export function useRetryMails(id: string) {
  const { api } = useShell();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.request('post /api/administration/commandes/{id}/mails/relance', { params: { id } }),
    onSuccess: (mails) => client.setQueryData(mailsQuery(id).queryKey, mails),
    onSettled: () => client.invalidateQueries({ queryKey: apiKeys.route('get /api/administration/commandes') }),
  });
}
