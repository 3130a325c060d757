import type { ApiClient } from '@boutique/contracts/client';
import type { Compte } from '@boutique/contracts/comptes';
import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@boutique/facade';
import { useCallback, useEffect, useRef } from 'react';

/** Tells the other tabs of this browser that somebody has signed in or out, or has changed the account. */
const CHANNEL = 'boutique:session';
const KEY = ['session'];

const sessionOptions = (api: ApiClient) =>
  queryOptions({
    queryKey: KEY,
    queryFn: async ({ signal }): Promise<Compte | null> => (await api.request('get /api/session', { signal })).compte,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The gateway marks the page when the browser has a session cookie, which no script can see: a guest costs no request. */
const maybeSignedIn = (): boolean => document.querySelector('meta[name="session"]') !== null;

/** Who is signed in, asked once per page and kept in step between tabs; undefined until the API has answered. */
export function useSession(api: ApiClient) {
  const client = useQueryClient();
  const { data: session } = useQuery({
    ...sessionOptions(api),
    enabled: maybeSignedIn(),
    ...(!maybeSignedIn() && { initialData: null }),
  });

  const tabs = useRef<BroadcastChannel>(null);
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL);
    // the one that listens speaks: a channel does not hear itself
    tabs.current = channel;
    channel.onmessage = async () => {
      const before = client.getQueryData<Compte | null>(KEY);
      const now = await client.fetchQuery({ ...sessionOptions(api), staleTime: 0 }).catch(() => before);
      if (now?.id !== before?.id) readAnew(client);
    };
    return () => channel.close();
  }, [api, client]);

  const setSession = useCallback(
    (compte: Compte | null) => {
      const before = client.getQueryData<Compte | null>(KEY);
      client.setQueryData(KEY, compte);
      if (before?.id !== compte?.id) readAnew(client);
      tabs.current?.postMessage(null);
    },
    [client],
  );
  return { session, setSession };
}

/** Somebody else is here: nothing that was read for the one before may be shown. */
function readAnew(client: QueryClient): void {
  const predicate = ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] !== KEY[0];
  client.removeQueries({ type: 'inactive', predicate });
  void client.invalidateQueries({ predicate });
}
