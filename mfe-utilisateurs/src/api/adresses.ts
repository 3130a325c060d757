import type { ApiClient } from '@boutique/contracts/client';
import type { Adresse } from '@boutique/contracts/comptes';
import { queryOptions, useMutation, useQuery, useQueryClient, useShell } from '@boutique/facade';

const adressesOptions = (api: ApiClient) =>
  queryOptions({
    queryKey: ['adresses'],
    queryFn: ({ signal }) => api.request('get /api/compte/adresses', { signal }),
  });

/** The address book, the default one first. */
export function useAdresses() {
  return useQuery(adressesOptions(useShell().api));
}

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
    onSettled: () => client.invalidateQueries(adressesOptions(api)),
  });
}

export function useRemoveAdresse() {
  const { api } = useShell();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.request('delete /api/compte/adresses/{id}', { params: { id } }),
    onSettled: () => client.invalidateQueries(adressesOptions(api)),
  });
}
