import { type Answer, createApiClient, readAnswer } from '@boutique/contracts/client';
import type { Langue } from '@boutique/contracts/common';
import type { SliceDeclaration } from '@boutique/contracts/slice';
import { expandRequest } from '@boutique/contracts/uri-template';
import { createQueryClient, matchPath } from '@boutique/facade';
import type { RequestHandler } from 'msw';
import { serveMocks } from './serve-mocks.ts';

/** The answers to a page's declared requests, by their path and query. */
export type Seed = ReadonlyMap<string, Answer>;

/** Asks the mocks for what the page at that path and the widgets of the header declare. Refused requests are left out, so their queries are pending. */
export async function seedOf(
  { routes, widgets }: SliceDeclaration,
  path: string,
  langue: Langue,
  handlers: RequestHandler[],
): Promise<Seed> {
  const { pathname, searchParams } = new URL(path, 'http://boutique.test');
  const { baseUrl, fetch = globalThis.fetch } = serveMocks(handlers);
  const seed = new Map<string, Answer>();
  const ask = async (templates: readonly string[], variables: Record<string, string | undefined>) => {
    for (const template of templates) {
      const url = expandRequest(template, { ...variables, langue });
      if (!url) continue;
      const response = await fetch(baseUrl + url);
      if (response.ok) seed.set(url, await readAnswer(response, fail));
    }
  };
  for (const { path: pattern, requests, personalRequests = [] } of routes) {
    const match = matchPath(pattern, pathname);
    if (match) await ask([...requests, ...personalRequests], { ...Object.fromEntries(searchParams), ...match.params });
  }
  for (const { requests = [] } of widgets) await ask(requests, {});
  return seed;
}

const fail = (error: unknown): never => {
  throw error;
};

/** A query client whose queries start with the seed's answers; it asks the mocks for all others. */
export function seededClient(seed: Seed, handlers: RequestHandler[]) {
  const api = createApiClient(serveMocks(handlers));
  const at = Date.now();
  return {
    api,
    queryClient: createQueryClient(api, new Map([...seed].map(([url, answer]) => [url, { ...answer, at }]))),
  };
}
