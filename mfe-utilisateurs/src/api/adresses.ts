import type { Adresse } from '@boutique/contracts/comptes';
import { useMutation, useQuery, useQueryClient, useShell } from '@boutique/facade';
import { apiQuery } from '@boutique/facade/api-query';

const adressesQuery = apiQuery('get /api/compte/adresses', {});

/** The address book, the default one first. */
export const useAdresses = () => useQuery(adressesQuery);

/** An address of the book as a form leaves it; without an id it is a new one. */
export interface AdresseChange {
  id: string | undefined;
  body: Adresse & { parDefaut: boolean };
}

/** Adds an address or replaces one; done once the book is read anew, as another one may be the default now. */
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
