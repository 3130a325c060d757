import type { ApiClient } from '@boutique/contracts/client';
import { ShellProvider } from '@boutique/facade';
import { type ReactNode, useMemo } from 'react';
import type { Slices } from './slices.ts';
import { useSession } from './use-session.ts';

interface Props {
  api: ApiClient;
  slices: Slices;
  children: ReactNode;
}

/** Gives slices the page's language, the signed-in account, the API and each other's widgets. */
export function ShellContextProvider({ api, slices, children }: Props) {
  const { session, setSession } = useSession();
  const value = useMemo(
    () => ({
      locale: document.documentElement.lang === 'en' ? ('en' as const) : ('fr' as const),
      session,
      setSession,
      api,
      loadWidget: slices.loadWidget,
      replaceWidget: slices.replaceWidget,
    }),
    [api, slices, session, setSession],
  );
  return <ShellProvider value={value}>{children}</ShellProvider>;
}
