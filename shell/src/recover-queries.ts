import type { ApiClient, ApiError } from '@boutique/contracts/client';
import type { QueryClient } from '@boutique/facade';

const FIRST_PAUSE_MS = 2_000;
/** Long enough not to burden the API during an outage, or when a query keeps failing although the database is up. */
const LONGEST_PAUSE_MS = 15_000;

/**
 * Repeats failed queries as soon as the API says that its database is up, so that the page comes back without a click.
 * Until then it asks only `/api/info`, which leaves the error panels in the page undisturbed.
 */
export function recoverQueries(client: QueryClient, api: ApiClient): void {
  const cache = client.getQueryCache();
  const failed = {
    type: 'active',
    predicate: ({ state }: { state: { error: Error | null } }) => mayPass(state.error),
  } as const;
  let pause = FIRST_PAUSE_MS;
  let waiting = false;

  const watch = () => {
    if (waiting) return;
    waiting = cache.findAll(failed).length > 0;
    if (waiting) setTimeout(() => void probe(), pause);
    else pause = FIRST_PAUSE_MS;
  };
  const probe = async () => {
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    const info = document.hidden ? undefined : await api.request('get /api/info', {}).catch(() => undefined);
    if (info?.baseDeDonnees.state === 'available') await client.refetchQueries(failed);
    waiting = false;
    watch();
  };
  cache.subscribe(watch);
}

/** Whether the same request may succeed later: it got no answer, or a 5xx. */
const mayPass = (error: Error | null) => {
  const { status } = (error ?? { status: 400 }) as Partial<ApiError>;
  return status === undefined || status === 0 || status >= 500;
};
