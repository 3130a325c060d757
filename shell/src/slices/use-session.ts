import type { Compte } from '@boutique/contracts/comptes';
import { type Query, type QueryClient, useQuery, useQueryClient } from '@boutique/facade';
import { apiKeys, apiQuery } from '@boutique/facade/api-query';
import { joinTabs, type Tabs } from '@boutique/facade/tabs';
import { useCallback, useEffect, useRef } from 'react';
import { usePage } from '../page.ts';

/** Tells the browser's other tabs that the session or the account has changed. */
const CHANNEL = 'boutique:session';

const sessionQuery = apiQuery('get /api/session', {});
const { queryKey: sessionKey } = sessionQuery;

/** The signed-in account, read once per page and synchronized between tabs; undefined until the API has answered. */
export function useSession() {
  const client = useQueryClient();
  const { signedIn } = usePage();
  const { data: session } = useQuery({
    ...sessionQuery,
    // guests cause no request
    enabled: signedIn,
    ...(!signedIn && { initialData: { compte: null } }),
    select: ({ compte }) => compte,
  });

  const tabs = useRef<Tabs<null>>(null);
  useEffect(() => {
    const read = async () => {
      const before = client.getQueryData(sessionKey);
      const now = await client.fetchQuery({ ...sessionQuery, staleTime: 0 }).catch(() => before);
      if (now?.compte?.id !== before?.compte?.id) readAnew(client);
    };
    const update = () => void read();
    tabs.current = joinTabs<null>(CHANNEL, { onMessage: update, onReturn: update });
    return tabs.current.leave;
  }, [client]);

  const setSession = useCallback(
    (compte: Compte | null) => {
      const before = client.getQueryData(sessionKey)?.compte;
      client.setQueryData(sessionKey, { compte });
      if (before?.id !== compte?.id) readAnew(client);
      tabs.current?.send(null);
    },
    [client],
  );
  return { session, setSession };
}

/** Answers that belong to one account. Another account must never see them, not even while its own are loading. */
const ofAccount = [
  apiKeys.tag('compte'),
  apiKeys.route('get /api/commandes'),
  apiKeys.route('get /api/produits/{id}/mon-avis'),
];

/** Reads everything except the session again, after the account has changed or signed out. */
function readAnew(client: QueryClient): void {
  const cache = client.getQueryCache();
  const session = cache.find({ queryKey: sessionKey });
  const predicate = (query: Query) => query !== session;
  client.removeQueries({ type: 'inactive', predicate });
  for (const query of ofAccount.flatMap((queryKey) => cache.findAll({ queryKey }))) query.reset();
  void client.invalidateQueries({ predicate });
}
