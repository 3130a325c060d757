import type { ApiClient } from '@boutique/contracts/client';
import { createApiClient } from '@boutique/contracts/client';
import type { Commande } from '@boutique/contracts/commandes';
import { CONTRACT_VERSION } from '@boutique/contracts/contract-version';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { apiKeys, apiPages, apiQuery } from './api-query.ts';
import { createQueryClient, QueryClientProvider, useInfiniteQuery, useQuery } from './index.ts';

afterEach(cleanup);

const ID = '019bbb84-c800-7c41-9b52-6d0e83f4a117';

/** A query client with these answers of the API by URL, and the URLs that it requested. */
function page(answers: Record<string, { body: unknown; headers?: Record<string, string> }>) {
  const asked: string[] = [];
  const api = createApiClient({
    fetch: async (url) => {
      asked.push(String(url));
      const { body, headers } = answers[String(url)] ?? { body: null };
      return Response.json(body, headers && { headers });
    },
  });
  const client = createQueryClient(api);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  return { asked, client, wrapper };
}

test('the key alone determines the request', async () => {
  const { asked, client } = page({ '/api/produits/k%2F1?langue=en': { body: { nom: 'Keyboard' } } });
  const query = apiQuery('get /api/produits/{id}', { params: { id: 'k/1' }, query: { langue: 'en' } });
  expect(await client.fetchQuery(query)).toEqual({ nom: 'Keyboard' });
  expect(asked).toEqual(['/api/produits/k%2F1?langue=en']);
});

test('the same request is one query, with names in any order and with or without empty values', async () => {
  const { asked, client } = page({});
  await client.fetchQuery(apiQuery('get /api/produits', { query: { tri: 'prix', langue: 'fr' } }));
  await client.fetchQuery(
    apiQuery('get /api/produits', { query: { q: '', langue: 'fr', categorie: undefined, tri: 'prix' } }),
  );
  expect(asked).toEqual(['/api/produits?langue=fr&tri=prix']);
});

test('one page, all pages, the plain answer and the versioned answer are cached separately', async () => {
  const url = '/api/utilisateurs';
  const { asked, client, wrapper } = page({
    [url]: {
      body: [{ id: 'a' }],
      headers: { 'x-total-count': '2', link: `<${url}?apres=x>; rel="next"`, etag: '"1"' },
    },
    [`${url}?apres=x`]: { body: [{ id: 'b' }], headers: { 'x-total-count': '2' } },
  });
  const first = { items: [{ id: 'a' }], total: 2, next: 'x' };
  expect(await client.fetchQuery(apiQuery('get /api/utilisateurs', {}))).toEqual([{ id: 'a' }]);
  expect(await client.fetchQuery(apiQuery('get /api/utilisateurs', {}, 'page'))).toEqual(first);
  expect(await client.fetchQuery(apiQuery('get /api/utilisateurs', {}, 'versioned'))).toEqual({
    body: [{ id: 'a' }],
    etag: '"1"',
  });
  const { result } = renderHook(() => useInfiniteQuery(apiPages('get /api/utilisateurs', {})), { wrapper });
  await waitFor(() => expect(result.current.hasNextPage).toBe(true));
  await act(() => result.current.fetchNextPage());
  const pages = [first, { items: [{ id: 'b' }], total: 2, next: null }];
  await waitFor(() => expect(result.current.data?.pages).toEqual(pages));
  expect(result.current.hasNextPage).toBe(false);
  expect(asked).toEqual([url, url, url, url, `${url}?apres=x`]);
  expect(client.getQueriesData({ queryKey: apiKeys.route('get /api/utilisateurs') })).toHaveLength(4);
});

test('keys begin with the version of the contract', () => {
  expect(apiQuery('get /api/favoris', {}).queryKey[0]).toBe(CONTRACT_VERSION);
  expect(apiKeys.tag('favoris')[0]).toBe(CONTRACT_VERSION);
});

test.each([
  ['a tag', apiKeys.tag('commandes'), ['liste', 'une fr', 'une en', 'autre', 'livraisons']],
  ['a route', apiKeys.route('get /api/commandes/{id}'), ['une fr', 'une en', 'autre']],
  ['its params', apiKeys.route('get /api/commandes/{id}', { params: { id: ID } }), ['une fr', 'une en']],
  ['some of its query', apiKeys.route('get /api/commandes/{id}', { query: { langue: 'fr' } }), ['une fr', 'autre']],
  ['the tag of reviews, whose path begins like that of products,', apiKeys.tag('avis'), ['avis']],
])('%s finds these queries and no others', (_, queryKey, expected) => {
  const { client } = page({});
  const commande = (id: string, langue: 'fr' | 'en') =>
    apiQuery('get /api/commandes/{id}', { params: { id }, query: { langue } });
  const all = {
    liste: apiPages('get /api/commandes', {}),
    'une fr': commande(ID, 'fr'),
    'une en': commande(ID, 'en'),
    autre: commande('autre', 'fr'),
    livraisons: apiQuery('get /api/livraisons', {}),
    produit: apiQuery('get /api/produits/{id}', { params: { id: ID } }),
    avis: apiPages('get /api/produits/{id}/avis', { params: { id: ID } }),
    tous: apiPages('get /api/administration/commandes', {}),
  };
  for (const [name, query] of Object.entries(all)) client.setQueryData<unknown>(query.queryKey, name);
  expect(client.getQueriesData({ queryKey }).map(([, name]) => name)).toEqual(expected);
});

test('an order that one slice changes in the cache changes in another slice', async () => {
  const request = { params: { id: ID }, query: { langue: 'fr' } } as const;
  const { asked, client, wrapper } = page({ [`/api/commandes/${ID}?langue=fr`]: { body: { statut: 'confirmee' } } });
  const other = renderHook(() => useQuery(apiQuery('get /api/commandes/{id}', request)), { wrapper });
  await waitFor(() => expect(other.result.current.data?.statut).toBe('confirmee'));
  const { queryKey } = apiQuery('get /api/commandes/{id}', { query: request.query, params: request.params });
  const annulee = { statut: 'annulee' } as Commande;
  act(() => void client.setQueryData(queryKey, annulee));
  await waitFor(() => expect(other.result.current.data).toEqual(annulee));
  expect(asked).toHaveLength(1);
});

test('how long an answer is fresh depends on its route', () => {
  vi.useFakeTimers();
  const { client } = page({});
  const isStale = (query: { queryKey: ReturnType<typeof apiKeys.tag> }) =>
    client.getQueryCache().find({ queryKey: query.queryKey })?.isStale();
  const panier = apiQuery('get /api/panier', {});
  const livraisons = apiQuery('get /api/livraisons', {});
  for (const { queryKey } of [panier, livraisons]) client.setQueryData<unknown>(queryKey, []);
  renderHook(() => [useQuery(panier, client), useQuery(livraisons, client)]);
  expect([panier, livraisons].map(isStale)).toEqual([false, false]);
  vi.advanceTimersByTime(31_000);
  expect([panier, livraisons].map(isStale)).toEqual([true, false]);
  vi.advanceTimersByTime(300_000);
  expect([panier, livraisons].map(isStale)).toEqual([true, true]);
  vi.useRealTimers();
});

// the type check makes this test
test('hand-written keys, and tags or fields that the contract lacks, do not compile', () => {
  const client = createQueryClient({} as ApiClient);
  const byHand = ['commandes', ID];
  const unused = () => {
    // @ts-expect-error a hand-written key
    useQuery({ queryKey: byHand, queryFn: async () => null });
    // @ts-expect-error a key composed from another key
    client.setQueryData([...apiKeys.tag('commandes'), ID], null);
    // @ts-expect-error a hand-written key in a filter
    void client.invalidateQueries({ queryKey: byHand });
    // @ts-expect-error a hand-written key of a mutation
    client.isMutating({ mutationKey: byHand });
    // @ts-expect-error a tag that the contract lacks
    apiKeys.tag('commande');
    // @ts-expect-error a route that the contract lacks
    apiQuery('get /api/commande/{id}', { params: { id: ID } });
    // @ts-expect-error params are missing
    apiQuery('get /api/commandes/{id}', {});
    // @ts-expect-error the answer must be an order
    client.setQueryData(apiQuery('get /api/commandes/{id}', { params: { id: ID } }).queryKey, { nom: 'x' });
  };
  expect(unused).toBeTypeOf('function');
});
