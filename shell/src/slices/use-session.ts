import type { Compte } from '@boutique/contracts/comptes';
import { type Query, type QueryClient, useQuery, useQueryClient } from '@boutique/facade';
import { apiKeys, apiQuery } from '@boutique/facade/api-query';
import { useCallback, useEffect, useRef } from 'react';

/** Tells the other tabs of this browser that somebody has signed in or out, or has changed the account. */
const CHANNEL = 'boutique:session';

const sessionQuery = apiQuery('get /api/session', {});
const { queryKey: sessionKey } = sessionQuery;

/** The gateway marks the page when the browser has a session cookie, which no script can see: a guest costs no request. */
const maybeSignedIn = (): boolean => document.querySelector('meta[name="session"]') !== null;

/** Who is signed in, asked once per page and kept in step between tabs; undefined until the API has answered. */
export function useSession() {
  const client = useQueryClient();
  const { data: session } = useQuery({
    ...sessionQuery,
    enabled: maybeSignedIn(),
    ...(!maybeSignedIn() && { initialData: { compte: null } }),
    select: ({ compte }) => compte,
  });

  const tabs = useRef<BroadcastChannel>(null);
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL);
    // the one that listens speaks: a channel does not hear itself
    tabs.current = channel;
    channel.onmessage = async () => {
      const before = client.getQueryData(sessionKey);
      const now = await client.fetchQuery({ ...sessionQuery, staleTime: 0 }).catch(() => before);
      if (now?.compte?.id !== before?.compte?.id) readAnew(client);
    };
    return () => channel.close();
  }, [client]);

  const setSession = useCallback(
    (compte: Compte | null) => {
      const before = client.getQueryData(sessionKey)?.compte;
      client.setQueryData(sessionKey, { compte });
      if (before?.id !== compte?.id) readAnew(client);
      tabs.current?.postMessage(null);
    },
    [client],
  );
  return { session, setSession };
}

/** Answers that belong to an account: another one must not see them even while its own are on their way. */
const ofAccount = [
  apiKeys.tag('compte'),
  apiKeys.route('get /api/commandes'),
  apiKeys.route('get /api/produits/{id}/mon-avis'),
];

/** Another account is signed in, or none: everything is read anew but the session itself. */
function readAnew(client: QueryClient): void {
  const cache = client.getQueryCache();
  const session = cache.find({ queryKey: sessionKey });
  const predicate = (query: Query) => query !== session;
  client.removeQueries({ type: 'inactive', predicate });
  for (const query of ofAccount.flatMap((queryKey) => cache.findAll({ queryKey }))) query.reset();
  void client.invalidateQueries({ predicate });
}
