import type { StatisticsPeriod } from '@boutique/contracts/deployments';
import { keepPreviousData, useMutation, useQuery, useQueryClient, useShell } from '@boutique/facade';
import { apiKeys, apiQuery } from '@boutique/facade/api-query';

/** Changes by commands, by other people and by the API itself are shown within a second. */
const LIVE_MS = 800;
/** Reports of browsers are stored once a second, and charts show minutes. */
const STATISTICS_MS = 5_000;

/** Every slice with the releases that matter now. */
export const useDeployments = () => useQuery({ ...apiQuery('get /api/deployments', {}), refetchInterval: LIVE_MS });

/** One slice: its releases and failures. */
export const useDeployment = (slice: string) =>
  useQuery({ ...apiQuery('get /api/frontends/{slice}', { params: { slice } }), refetchInterval: LIVE_MS });

/** Loads, failures and vitals of a slice's releases; by default of the last hour. */
export const useStatistics = (slice: string, period: StatisticsPeriod | '') =>
  useQuery({
    ...apiQuery('get /api/frontends/{slice}/statistics', {
      params: { slice },
      query: period ? { period } : {},
    }),
    refetchInterval: STATISTICS_MS,
    placeholderData: keepPreviousData,
  });

/** A change of a slice, by the operations that the commands use, too. */
export type Change =
  | { kind: 'traffic'; version: string; traffic: number; automatic: boolean }
  | { kind: 'rollback'; version: string }
  | { kind: 'retire' };

/** Changes a slice's releases. Resolves once the slice is read again. */
export function useChange(slice: string) {
  const { api } = useShell();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ change, reason }: { change: Change; reason: string }): Promise<void> => {
      const params = { slice };
      if (change.kind === 'traffic') {
        const { kind, ...share } = change;
        await api.request('put /api/frontends/{slice}/traffic', { params, body: { ...share, reason } });
      } else if (change.kind === 'rollback') {
        await api.request('post /api/frontends/{slice}/rollback', {
          params,
          body: { version: change.version, reason },
        });
      } else await api.request('post /api/frontends/{slice}/retire', { params, body: { reason } });
    },
    onSettled: () =>
      client.invalidateQueries({ queryKey: apiKeys.route('get /api/frontends/{slice}', { params: { slice } }) }),
  });
}

/** Asks for the address that shows a release in one browser. */
export function usePreview(slice: string) {
  const { api } = useShell();
  return useMutation({
    mutationFn: (version: string) =>
      api.request('get /api/frontends/{slice}/releases/{version}/preview', { params: { slice, version } }),
  });
}
