import '@boutique/ui/base.css';
import './boot.css';
import { createApiClient } from '@boutique/contracts/client';
import { createQueryClient, QueryClientProvider, RouterProvider, ShellProvider } from '@boutique/facade';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startMesures } from './mesures/start-mesures.ts';
import { recoverQueries } from './recover-queries.ts';
import { createRouter } from './router.tsx';
import { readDiscovery, refreshDiscovery } from './slices/discovery.ts';
import { createShellContext } from './slices/shell-context.ts';
import { createSlices } from './slices/slices.ts';

const api = createApiClient();
const slices = createSlices({ discovery: readDiscovery(), refresh: () => refreshDiscovery(api) });
const router = createRouter(slices);
const queryClient = createQueryClient();
recoverQueries(queryClient, api);
startMesures(router);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <ShellProvider value={createShellContext(api, slices)}>
        <RouterProvider router={router} />
      </ShellProvider>
    </QueryClientProvider>
  </StrictMode>,
);
