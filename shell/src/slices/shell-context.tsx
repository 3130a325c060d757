import type { ApiClient } from '@boutique/contracts/client';
import { ShellProvider } from '@boutique/facade';
import { type ReactNode, useMemo } from 'react';
import { usePage } from '../page.ts';
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
  const { locale, now, origin, submitted } = usePage();
  const { loadWidget, replaceWidget } = slices;
  const value = useMemo(
    () => ({ locale, now, origin, submitted, session, setSession, api, loadWidget, replaceWidget }),
    [locale, now, origin, submitted, session, setSession, api, loadWidget, replaceWidget],
  );
  return <ShellProvider value={value}>{children}</ShellProvider>;
}
