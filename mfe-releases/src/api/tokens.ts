import { useMutation, useQuery, useQueryClient, useShell } from '@boutique/facade';
import { apiKeys, apiQuery } from '@boutique/facade/api-query';

const tokensOf = (slice: string) => ({ params: { slice } });

/** The valid deploy tokens of a slice. */
export const useTokens = (slice: string) => useQuery(apiQuery('get /api/frontends/{slice}/tokens', tokensOf(slice)));

/** Makes a token. Only this answer has its secret. Resolves once the list is read again. */
export function useCreateToken(slice: string) {
  const { api } = useShell();
  const client = useQueryClient();
  return useMutation({
    // the secret leaves the memory with its dialog
    gcTime: 0,
    mutationFn: (name: string) =>
      api.request('post /api/frontends/{slice}/tokens', { ...tokensOf(slice), body: { name } }),
    onSettled: () => client.invalidateQueries({ queryKey: apiKeys.route('get /api/frontends/{slice}/tokens') }),
  });
}

/** Makes a token invalid. Resolves once the list is read again. */
export function useRevokeToken(slice: string) {
  const { api } = useShell();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.request('delete /api/frontends/{slice}/tokens/{id}', { params: { slice, id } }),
    onSettled: () => client.invalidateQueries({ queryKey: apiKeys.route('get /api/frontends/{slice}/tokens') }),
  });
}
