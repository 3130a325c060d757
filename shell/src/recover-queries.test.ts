// @vitest-environment jsdom
import { type ApiClient, ApiError } from '@boutique/contracts/client';
import { QueryClient, QueryClientProvider, useQuery } from '@boutique/facade';
import { apiKeys } from '@boutique/facade/api-query';
import { act, renderHook } from '@testing-library/react';
import { createElement, type ReactNode } from 'react';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { recoverQueries } from './recover-queries.ts';

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

/** A page that shows one query, before an API whose database is there or not. */
function show(answer: (state: string) => Promise<string>) {
  const baseDeDonnees = { state: 'unavailable' };
  const ask = vi.fn(() => answer(baseDeDonnees.state));
  const probe = vi.fn(async () => ({ baseDeDonnees }));
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  recoverQueries(client, { request: probe } as unknown as ApiClient);
  const wrapper = ({ children }: { children: ReactNode }) => createElement(QueryClientProvider, { client, children });
  const { result } = renderHook(() => useQuery({ queryKey: apiKeys.tag('produits'), queryFn: ask }), { wrapper });
  const after = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1000));
  return { baseDeDonnees, ask, probe, after, result };
}

test('repeats a failed query once the database is up, not before', async () => {
  const down = new ApiError('base-indisponible', 503, 'down');
  const { baseDeDonnees, ask, probe, after, result } = show(async (state) => {
    if (state === 'unavailable') throw down;
    return 'produits';
  });
  await after(30);
  expect(probe.mock.calls.length).toBeGreaterThan(2);
  expect(ask).toHaveBeenCalledTimes(1);
  expect(result.current.error).toBe(down);
  baseDeDonnees.state = 'available';
  await after(15);
  expect(result.current.data).toBe('produits');
  const probes = probe.mock.calls.length;
  await after(60);
  expect(probe).toHaveBeenCalledTimes(probes);
});

test('does not repeat a query that would get the same answer', async () => {
  const { probe, ask, after } = show(async () => {
    throw new ApiError('produit-introuvable', 404, 'none');
  });
  await after(60);
  expect(ask).toHaveBeenCalledTimes(1);
  expect(probe).not.toHaveBeenCalled();
});

test('with the database up, repeats a query that still fails at growing intervals', async () => {
  const { baseDeDonnees, ask, after } = show(async () => {
    throw new ApiError('erreur-interne', 500, 'bug');
  });
  baseDeDonnees.state = 'available';
  await after(120);
  expect(ask.mock.calls.length).toBeGreaterThan(2);
  expect(ask.mock.calls.length).toBeLessThan(13);
});
