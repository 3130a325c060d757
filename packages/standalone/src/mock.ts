import type { Page } from '@boutique/contracts/client';
import { parseInput } from '@boutique/contracts/input';
import { toldCount } from '@boutique/contracts/limits';
import {
  type ProblemOf,
  problemsOf,
  type RouteContract,
  type RouteInput,
  type RouteOutput,
  successOf,
} from '@boutique/contracts/route';
import { type HttpHandler, HttpResponse, http } from 'msw';
import { checksum } from './checksum.ts';
import { MockProblem, problemResponse } from './mock-problem.ts';

/** The result of a mock of this route: the contract's body, or a page of items for a paged list. */
type MockOutput<R extends RouteContract> = R['headers'] extends { Link: string }
  ? RouteOutput<R> extends (infer Item)[]
    ? Page<Item>
    : never
  : RouteOutput<R>;

/**
 * A handler that answers like the API: it parses input and output with the route's schemas, and answers failures as
 * problems. The resolver may throw `MockProblem` and set response headers. An output that breaks the contract and a
 * problem that the route does not declare throw an Error: in a browser, a 500 and an error on the console.
 */
export function mock<R extends RouteContract>(
  route: R,
  resolve: (input: RouteInput<R>, request: Request, headers: Headers) => MockOutput<R> | Promise<MockOutput<R>>,
): HttpHandler {
  return http[route.method](pathOf(route), async ({ request, params }) => {
    const raw = { params: params as Record<string, string>, query: queryOf(request), body: undefined as unknown };
    if (route.body) {
      try {
        raw.body = await request.clone().json();
      } catch {
        return problemResponse(request, 'corps-illisible', 'Le corps n’est pas du JSON');
      }
    }
    const parsed = parseInput(route, raw);
    if (!parsed.ok) {
      const detail = parsed.erreurs.map(({ chemin, message }) => `${chemin} : ${message}`).join(' ; ');
      return problemResponse(request, 'requete-invalide', detail, parsed.erreurs);
    }
    const headers = new Headers();
    try {
      return answer(route, request, await resolve(parsed.input as RouteInput<R>, request, headers), headers);
    } catch (error) {
      if (!(error instanceof MockProblem)) throw error;
      if (!problemsOf(route).includes(error.code)) {
        throw new Error(
          `${route.operationId}: declare the problem "${error.code}" in the contract or throw another one`,
        );
      }
      return problemResponse(request, error.code, error.message, error.erreurs);
    }
  });
}

/** A handler that always answers with this problem. */
export const mockProblem = <R extends RouteContract>(route: R, code: ProblemOf<R>): HttpHandler =>
  http[route.method](pathOf(route), ({ request }) => problemResponse(request, code, 'Panne simulée'));

/**
 * Put it last in every list of handlers: it answers 404 to requests that no mock answers, as the API does.
 * It ignores `/src/api/`, since a slice's own modules have such addresses in development.
 */
export const unknownRoute: HttpHandler = http.all(/^https?:\/\/[^/]+\/api\//, ({ request }) =>
  problemResponse(
    request,
    'route-inconnue',
    `Aucune simulation pour ${request.method} ${new URL(request.url).pathname}`,
  ),
);

/** The leading star matches every origin, so that one handler serves the browser, jsdom and Node. */
const pathOf = ({ path }: RouteContract) => `*${path.replace(/\{(\w+)\}/g, ':$1')}`;

/** Repeated parameters become an array, which no schema accepts, so they are refused. */
function queryOf(request: Request): Record<string, string | string[]> {
  const { searchParams } = new URL(request.url);
  return Object.fromEntries(
    [...searchParams.keys()].map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}

const JSON_TYPE = 'application/json; charset=utf-8';

function answer(route: RouteContract, request: Request, output: unknown, headers: Headers): Response {
  const page = route.headers?.Link ? (output as Page<unknown>) : null;
  const { status, schema } = successOf(route);
  if (!schema) return new HttpResponse(null, { status, headers });
  const result = schema.safeParse(page ? page.items : output);
  if (!result.success) throw new Error(`${route.operationId}: the mock breaks the contract. ${result.error.message}`);
  const body = JSON.stringify(result.data);
  if (status === 200) {
    setDefault(headers, 'cache-control', 'no-cache');
    setDefault(headers, 'etag', `"${checksum(body)}"`);
  }
  if (page) {
    headers.set('x-total-count', String(toldCount(page.total)));
    if (page.next) headers.set('link', `<${nextUrl(request, page.next)}>; rel="next"`);
  }
  if (route.method === 'get' && asksFor(request.headers.get('if-none-match'), headers.get('etag'))) {
    return new HttpResponse(null, { status: 304, headers });
  }
  headers.set('content-type', JSON_TYPE);
  return new HttpResponse(body, { status, headers });
}

function setDefault(headers: Headers, name: string, value: string): void {
  if (!headers.has(name)) headers.set(name, value);
}

function nextUrl(request: Request, cursor: string): string {
  const url = new URL(request.url);
  url.searchParams.set('apres', cursor);
  return url.pathname + url.search;
}

/** If-None-Match is a list, compared weakly (RFC 9110, 13.1.2). */
const asksFor = (ifNoneMatch: string | null, etag: string | null) =>
  (ifNoneMatch ?? '').split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
