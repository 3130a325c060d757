import { createApiClient } from '@boutique/contracts/client';
import type { Compte } from '@boutique/contracts/comptes';
import type { ShellContext } from '@boutique/contracts/shell-context';
import type { SliceModule } from '@boutique/contracts/slice';
import { createQueryClient, QueryClientProvider, type RouteObject, ShellProvider } from '@boutique/facade';
import { type ReactNode, useCallback, useMemo, useState } from 'react';

/** Makes routes of react-router from the pages of a slice. */
export const sliceRoutes = ({ routes, ready }: SliceModule): RouteObject[] =>
  Object.entries(routes).map(([path, load]) => ({
    path,
    lazy: async () => {
      await ready?.(pageLocale());
      return load();
    },
    HydrateFallback: Nothing,
  }));

const Nothing = () => null;

const pageLocale = () => (document.documentElement.lang === 'en' ? 'en' : 'fr');

/** The shell's context for a slice without a shell: the page's language, and only the slice's own widgets. */
function aloneContext({ widgets, ready }: SliceModule): Omit<ShellContext, 'session' | 'setSession'> {
  const loadReady = async (load: SliceModule['widgets'][string]) => {
    await ready?.(pageLocale());
    return (await load()).default;
  };
  const loading = new Map<string, ReturnType<ShellContext['loadWidget']>>();
  return {
    locale: pageLocale(),
    now: Date.now(),
    api: createApiClient(),
    loadWidget(name) {
      const load = widgets[name];
      if (!loading.has(name)) loading.set(name, load ? loadReady(load) : null);
      return loading.get(name) ?? null;
    },
  };
}

interface Props {
  slice: SliceModule;
  /** The account that is signed in at first; a guest by default. */
  session?: Compte | null;
  children: ReactNode;
}

/**
 * Provides everything that a slice's pages and widgets need; page tests put a memory router inside.
 * Each mount has its own query cache and its own session, which pages may change.
 */
export function SliceApp({ slice, session: initial = null, children }: Props) {
  const [{ alone, queryClient }] = useState(() => ({ alone: aloneContext(slice), queryClient: createQueryClient() }));
  const [session, changeSession] = useState(initial);
  const setSession = useCallback(
    (compte: Compte | null) => {
      changeSession(compte);
      void queryClient.invalidateQueries();
    },
    [queryClient],
  );
  const shell = useMemo(() => ({ ...alone, session, setSession }), [alone, session, setSession]);
  return (
    <QueryClientProvider client={queryClient}>
      <ShellProvider value={shell}>{children}</ShellProvider>
    </QueryClientProvider>
  );
}
