import '@boutique/ui/base.css';
import './boot.css';
import { createApiClient } from '@boutique/contracts/client';
import { basenameOf, splitLangue } from '@boutique/contracts/localized-path';
import { createBrowserRouter, createQueryClient, RouterProvider } from '@boutique/facade';
import { type ErrorInfo, StrictMode } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { keepPageLog } from './inspector/page-log.ts';
import { LEFT_TO_BROWSER, readPage } from './page.ts';
import { prefetchOnIntent } from './prefetch-on-intent.ts';
import { recoverQueries } from './recover-queries.ts';
import { createRoutes, startedAt } from './routes.tsx';
import { readDiscovery, refreshDiscovery } from './slices/discovery.ts';
import { hydratePage, isInServerHtml } from './slices/server-html.ts';
import { createSlices } from './slices/slices.ts';
import { loadTexts } from './texts/use-texts.ts';
import { startWebVitals } from './web-vitals/start-web-vitals.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root');
const isRendered = root.hasAttribute('data-rendered');
const { page, answers } = readPage();
const api = createApiClient();
const slices = createSlices({
  discovery: readDiscovery(),
  refresh: () => refreshDiscovery(api),
  isKept: isInServerHtml,
});
const routes = createRoutes(slices, keepPageLog());
const router = createBrowserRouter(routes, {
  basename: basenameOf(page.locale),
  ...(isRendered && {
    hydrationData: startedAt(routes, splitLangue(location.pathname).path, (slice, path) =>
      hydratePage(slices, slice, path),
    ),
  }),
});
const queryClient = createQueryClient(api, answers);
recoverQueries(queryClient, api);
startWebVitals(router);
prefetchOnIntent({ routes, slices, queryClient, answers, page });

void loadTexts(page.locale).then((texts) => {
  const app = (
    <StrictMode>
      <App page={page} texts={texts} api={api} queryClient={queryClient} slices={slices}>
        <RouterProvider router={router} />
      </App>
    </StrictMode>
  );
  if (isRendered) hydrateRoot(root, app, { onRecoverableError: reportHydration });
  else createRoot(root).render(app);
  document.querySelector('.late')?.remove();
});

/**
 * A difference between server and browser is a fault of ours; a part that the server left to the browser is not, and
 * neither are texts that a browser has translated before React came: React renders them anew. Browsers that translate
 * change the page's language.
 */
function reportHydration(error: unknown, { componentStack }: ErrorInfo): void {
  const { digest } = error as { digest?: string };
  if (digest === LEFT_TO_BROWSER || document.documentElement.lang !== page.locale) return;
  console.error('[boutique] hydration', error, componentStack);
}
