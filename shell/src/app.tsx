import type { ApiClient } from '@boutique/contracts/client';
import { type QueryClient, QueryClientProvider } from '@boutique/facade';
import type { ReactNode } from 'react';
import { PageContext } from './page.ts';
import type { Page } from './page-facts.ts';
import { ShellContextProvider } from './slices/shell-context.tsx';
import type { Slices } from './slices/slices.ts';
import type { Texts } from './texts/fr.ts';

interface Props {
  page: Page;
  texts: Texts;
  api: ApiClient;
  queryClient: QueryClient;
  slices: Slices;
  /** The router's provider. */
  children: ReactNode;
}

/** Everything around the routes, the same on the server and in the browser: `useId` counts on that. */
export function App({ page, texts, api, queryClient, slices, children }: Props) {
  return (
    <PageContext value={{ ...page, texts }}>
      <QueryClientProvider client={queryClient}>
        <ShellContextProvider api={api} slices={slices}>
          {children}
        </ShellContextProvider>
      </QueryClientProvider>
    </PageContext>
  );
}
