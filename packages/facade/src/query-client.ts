import type { ApiError } from '@boutique/contracts/client';
import { QueryClient } from '@tanstack/react-query';

/** Query defaults of the whole shop: one retry, and none for an answer that a retry cannot change. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => failures < 1 && !isFinal(error),
        retryDelay: 400,
        // an offline browser gets the error state at once, with its retry button, instead of an endless skeleton
        networkMode: 'always',
        // which that mode switches off
        refetchOnReconnect: true,
      },
      // offline, a change fails at once and says so, instead of waiting without a word
      mutations: { networkMode: 'always' },
    },
  });
}

const isFinal = (error: Error) => {
  const { status = 0 } = error as Partial<ApiError>;
  return status >= 400 && status < 500;
};
