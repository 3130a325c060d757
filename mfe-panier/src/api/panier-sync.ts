import type { Langue } from '@boutique/contracts/common';
import { emit } from '@boutique/contracts/events';
import type { Panier } from '@boutique/contracts/panier';
import { matchQuery, type Query, type QueryClient, useQueryClient } from '@boutique/facade';
import { apiKeys, apiQuery } from '@boutique/facade/api-query';
import { joinTabs, type Tabs } from '@boutique/facade/tabs';
import { useEffect } from 'react';
import { writeHint } from './panier-hint.ts';

export const panierQuery = (langue: Langue) => apiQuery('get /api/panier', { query: { langue } });
const everyPanier = { queryKey: apiKeys.route('get /api/panier') };

interface Message {
  langue: Langue;
  panier: Panier;
}

interface Connection {
  tabs: Tabs<Message>;
  users: number;
  close: () => void;
}

const connections = new WeakMap<QueryClient, Connection>();

/** Stores the API's answer to a change, here and in the other tabs. */
export function acceptPanier(client: QueryClient, langue: Langue, panier: Panier): void {
  store(client, { langue, panier });
  connections.get(client)?.tabs.send({ langue, panier });
}

/** While a component uses the cart: follows the other tabs, and tells the other slices on this page its content. */
export function usePanierSync(): void {
  const client = useQueryClient();
  useEffect(() => {
    const connection = connections.get(client) ?? connect(client);
    connections.set(client, connection);
    connection.users += 1;
    return () => {
      connection.users -= 1;
      if (connection.users > 0) return;
      connections.delete(client);
      connection.close();
    };
  }, [client]);
}

function connect(client: QueryClient): Connection {
  const cache = client.getQueryCache();
  const tabs = joinTabs<Message>('panier', {
    onMessage: (message) => store(client, message),
    onReturn: () => void client.invalidateQueries(everyPanier),
  });
  let told = '';
  const tell = (panier: Panier | undefined) => {
    if (!panier) return;
    const { nombreArticles, totalCentimes } = panier;
    const content = `${nombreArticles} ${totalCentimes}`;
    if (content === told) return;
    told = content;
    writeHint(nombreArticles);
    emit('panier:modifie', { nombreArticles, totalCentimes });
  };
  // that which came with the page
  for (const { state } of cache.findAll(everyPanier)) tell(state.data as Panier | undefined);
  const unsubscribe = cache.subscribe(({ type, query }) => {
    if (type === 'updated' && matchQuery(everyPanier, query)) tell(query.state.data as Panier | undefined);
  });
  const close = () => {
    unsubscribe();
    tabs.leave();
  };
  return { tabs, users: 0, close };
}

function store(client: QueryClient, { langue, panier }: Message): void {
  const { queryKey } = panierQuery(langue);
  // an answer on its way may be older than this state
  void client.cancelQueries({ queryKey });
  client.setQueryData(queryKey, panier);
  const inOtherLanguage = (query: Query) => !matchQuery({ queryKey }, query);
  void client.invalidateQueries({ ...everyPanier, predicate: inOtherLanguage });
}
