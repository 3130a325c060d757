import '@boutique/ui/base.css';
import './boot.css';
import { createApiClient } from '@boutique/contracts/client';
import { createQueryClient, QueryClientProvider, RouterProvider } from '@boutique/facade';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { forgetEntete } from './forget-entete.ts';
import { recoverQueries } from './recover-queries.ts';
import { createRouter } from './router.tsx';
import { readDiscovery, refreshDiscovery } from './slices/discovery.ts';
import { ShellContextProvider } from './slices/shell-context.tsx';
import { createSlices } from './slices/slices.ts';
import { loadTexts } from './texts/use-texts.ts';
import { startWebVitals } from './web-vitals/start-web-vitals.ts';

const api = createApiClient();
const slices = createSlices({ discovery: readDiscovery(), refresh: () => refreshDiscovery(api) });
const router = createRouter(slices);
const queryClient = createQueryClient(api);
recoverQueries(queryClient, api);
startWebVitals(router);
forgetEntete(router);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root');
void loadTexts().then(() =>
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <ShellContextProvider api={api} slices={slices}>
          <RouterProvider router={router} />
        </ShellContextProvider>
      </QueryClientProvider>
    </StrictMode>,
  ),
);
