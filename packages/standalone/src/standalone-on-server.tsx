import { createMemoryRouter } from '@boutique/facade';
import { prerender } from 'react-dom/static';
import { seededClient, seedOf } from './seed.ts';
import { langueOf, loadedRoutes, onServer, type RenderedData, routesOf, Standalone } from './standalone.tsx';

/** React puts the elements of the head before everything else. */
const HEAD = /^(?:<title[^>]*>[^<]*<\/title>|<(?:meta|link)\b[^>]*>)*/;

/**
 * Renders the page of the slice that `src/main.tsx` has started, as the gateway does: with the answers to its declared
 * requests, which come from the mocks.
 * @param onError gets what throws inside a Suspense boundary, which is left to the browser
 */
export async function renderStandalone({ pathname, search }: URL, onError: (error: unknown) => void) {
  const { started: options } = onServer;
  if (!options) throw new Error('src/main.tsx does not call startStandalone');
  const locale = langueOf(search);
  const now = Date.now();
  const seed = await seedOf(options.declaration, pathname + search, locale, options.handlers);
  const router = createMemoryRouter(routesOf(options, await loadedRoutes(options, locale)), {
    initialEntries: [pathname + search],
  });
  const page = { locale, now, ...seededClient(seed, options.handlers) };
  const { prelude } = await prerender(<Standalone options={options} router={router} page={page} />, {
    // otherwise React moves large boundaries to the end, with inline scripts
    progressiveChunkSize: Number.POSITIVE_INFINITY,
    onError,
  });
  const markup = await new Response(prelude).text();
  const [head = ''] = HEAD.exec(markup) ?? [];
  const data: RenderedData = { now, answers: Object.fromEntries(seed) };
  return { head, html: markup.slice(head.length), data: JSON.stringify(data), locale };
}
