import { createApiClient } from '@boutique/contracts/client';
import type { Langue } from '@boutique/contracts/common';
import type { Compte } from '@boutique/contracts/comptes';
import type { ShellContext } from '@boutique/contracts/shell-context';
import type { SliceModule } from '@boutique/contracts/slice';
import {
  createQueryClient,
  type QueryClient,
  QueryClientProvider,
  type RouteObject,
  ShellProvider,
} from '@boutique/facade';
import { type ReactNode, useCallback, useMemo, useState } from 'react';

const localeOfDocument = (): Langue => (document.documentElement.lang === 'en' ? 'en' : 'fr');

/** Makes routes of react-router from the pages of a slice. */
export const sliceRoutes = (slice: SliceModule): RouteObject[] =>
  Object.entries(slice.routes).map(([path, load]) => ({
    path,
    lazy: async () => {
      await slice.ready?.(localeOfDocument());
      return load();
    },
    HydrateFallback: Nothing,
  }));

const Nothing = () => null;

/** What the shell decides for a page; for a standalone slice the browser decides it. */
export type PageContext = Pick<ShellContext, 'locale' | 'now' | 'submitted' | 'api'> & { queryClient: QueryClient };

function contextOfBrowser(): PageContext {
  return { locale: localeOfDocument(), now: Date.now(), api: createApiClient(), queryClient: createQueryClient() };
}

/** The shell's context for a slice without a shell: it has only the slice's own widgets. */
function aloneContext(slice: SliceModule, { locale, now, submitted, api }: PageContext) {
  const loadWidget = async (load: SliceModule['widgets'][string]) => {
    await slice.ready?.(locale);
    return (await load()).default;
  };
  const loading = new Map<string, ReturnType<ShellContext['loadWidget']>>();
  return {
    locale,
    now,
    origin: '',
    submitted,
    api,
    loadWidget(name: string) {
      const load = slice.widgets[name];
      if (!loading.has(name)) loading.set(name, load ? loadWidget(load) : null);
      return loading.get(name) ?? null;
    },
  };
}

interface Props {
  slice: SliceModule;
  /** The account that is signed in at first; a guest by default. */
  session?: Compte | null;
  /** For a page that is rendered on the server. */
  page?: PageContext;
  children: ReactNode;
}

/**
 * Provides everything that a slice's pages and widgets need; page tests put a memory router inside.
 * Each mount has its own query cache and its own session, which pages may change.
 */
export function SliceApp({ slice, session: initial = null, page, children }: Props) {
  const [{ alone, queryClient }] = useState(() => {
    const context = page ?? contextOfBrowser();
    return { alone: aloneContext(slice, context), queryClient: context.queryClient };
  });
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
