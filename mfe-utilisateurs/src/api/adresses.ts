import type { Adresse } from '@boutique/contracts/comptes';
import { useMutation, useQuery, useQueryClient, useShell } from '@boutique/facade';
import { apiQuery } from '@boutique/facade/api-query';

const adressesQuery = apiQuery('get /api/compte/adresses', {});

/** The address book, the default address first. */
export const useAdresses = () => useQuery(adressesQuery);

/** An address of the book from a form; without an id it is new. */
export interface AdresseChange {
  id: string | undefined;
  body: Adresse & { parDefaut: boolean };
}

/** Adds or replaces an address. Resolves once the book is read again, because the default may have changed. */
export function useSaveAdresse() {
  const { api } = useShell();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body }: AdresseChange) =>
      id
        ? api.request('put /api/compte/adresses/{id}', { params: { id }, body })
        : api.request('post /api/compte/adresses', { body }),
    onSettled: () => client.invalidateQueries({ queryKey: adressesQuery.queryKey }),
  });
}

export function useRemoveAdresse() {
  const { api } = useShell();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.request('delete /api/compte/adresses/{id}', { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: adressesQuery.queryKey }),
  });
}
