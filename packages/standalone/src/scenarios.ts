import { delay, getResponse, HttpResponse, http, type RequestHandler } from 'msw';
import { problemResponse } from './mock-problem.ts';

const SLOW_MS = 2_000;

/**
 * Changes the handlers as the page's address says, to show each state of a page: `?mock=lent` (2 s per answer),
 * `?mock=panne` (every answer is a 503), `?mock=vide` (every list is empty).
 */
export function withScenario(handlers: RequestHandler[], search: string): RequestHandler[] {
  const scenario = new URLSearchParams(search).get('mock') ?? 'normal';
  const whenApi = (resolve: (request: Request) => Promise<Response | undefined>) =>
    // pictures are not changed; without a response the next handler answers
    http.all(/^https?:\/\/[^/]+\/api\/(?!images\/)/, ({ request }) => resolve(request));
  switch (scenario) {
    case 'lent':
      return [whenApi(() => delay(SLOW_MS).then(() => undefined)), ...handlers];
    case 'panne':
      return [
        whenApi(async (request) => problemResponse(request, 'service-indisponible', 'Panne simulée')),
        ...handlers,
      ];
    case 'vide':
      return [whenApi((request) => emptyList(handlers, request)), ...handlers];
    default:
      return handlers;
  }
}

async function emptyList(handlers: RequestHandler[], request: Request): Promise<Response | undefined> {
  const response = await getResponse(handlers, request.clone());
  const isList = response?.headers.has('x-total-count') ?? false;
  return isList ? HttpResponse.json([], { headers: { 'x-total-count': '0' } }) : response;
}
