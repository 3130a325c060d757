import { createApiClient } from '@boutique/contracts/client';
import type { ShellContext } from '@boutique/contracts/shell-context';
import type { SliceModule } from '@boutique/contracts/slice';
import { createQueryClient, QueryClientProvider, type RouteObject, ShellProvider } from '@boutique/facade';
import { type ReactNode, useState } from 'react';

/** The pages of a slice as routes of react-router. */
export const sliceRoutes = ({ routes, ready }: SliceModule): RouteObject[] =>
  Object.entries(routes).map(([path, load]) => ({
    path,
    lazy: async () => {
      await ready?.();
      return load();
    },
    HydrateFallback: Nothing,
  }));

const Nothing = () => null;

/** What the shell hands down, for one slice that runs without it: the page's language, a guest, its own widgets only. */
function aloneContext({ widgets, ready }: SliceModule): ShellContext {
  const loadReady = async (load: SliceModule['widgets'][string]) => {
    await ready?.();
    return (await load()).default;
  };
  const loading = new Map<string, ReturnType<ShellContext['loadWidget']>>();
  return {
    locale: document.documentElement.lang === 'en' ? 'en' : 'fr',
    session: null,
    setSession: () => {},
    api: createApiClient(),
    loadWidget(name) {
      const load = widgets[name];
      if (!loading.has(name)) loading.set(name, load ? loadReady(load) : null);
      return loading.get(name) ?? null;
    },
  };
}

/**
 * Everything that a slice's pages and widgets expect around them; page tests put a memory router inside.
 * Each mount has its own query cache.
 */
export function SliceApp({ slice, children }: { slice: SliceModule; children: ReactNode }) {
  const [{ shell, queryClient }] = useState(() => ({ shell: aloneContext(slice), queryClient: createQueryClient() }));
  return (
    <QueryClientProvider client={queryClient}>
      <ShellProvider value={shell}>{children}</ShellProvider>
    </QueryClientProvider>
  );
}
