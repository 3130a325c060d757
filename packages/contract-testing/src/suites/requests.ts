import { PROBLEM_CONTENT_TYPE, Problem, type ProblemCode, problemCodes } from '@boutique/contracts/problems';
import type { RouteContract, RouteOutput } from '@boutique/contracts/route';
import { expect } from 'vitest';
import type { Server } from '../browsers.ts';

/** Sends the suites' requests, and checks every answer against the contract before a test reads it. */
export function requestsTo(server: () => Server) {
  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> => {
    const { baseUrl, fetch = globalThis.fetch } = server();
    return fetch(baseUrl + path, { headers });
  };

  const post = (path: string, body: unknown): Promise<Response> => {
    const { baseUrl, fetch = globalThis.fetch } = server();
    const headers = { 'content-type': 'application/json' };
    return fetch(baseUrl + path, { method: 'POST', headers, body: JSON.stringify(body) });
  };

  /** @returns the body of a 200. A field that is not in the contract fails the test */
  const read = async <R extends RouteContract>(route: R, path: string, headers?: Record<string, string>) =>
    parsed(route, await get(path, headers));

  /** @returns one page of a list, with `next` as a path */
  const page = async <R extends RouteContract>(route: R, path: string) => {
    const response = await get(path);
    const items = (await parsed(route, response)) as RouteOutput<R> & unknown[];
    const next = response.headers.get('link')?.match(/^<([^>]+)>; rel="next"$/)?.[1];
    const url = next && new URL(next, server().baseUrl + path);
    return {
      items,
      total: Number(response.headers.get('x-total-count') ?? Number.NaN),
      next: url ? url.pathname + url.search : null,
    };
  };

  /** Reads all items of a list, page by page. Every page must have the same total, and no item may come twice. */
  const walk = async <R extends RouteContract>(route: R, path: string): Promise<RouteOutput<R> & unknown[]> => {
    const items: unknown[] = [];
    for (let next: string | null = path; next !== null; ) {
      const current: Awaited<ReturnType<typeof page<R>>> = await page(route, next);
      if (current.next !== null)
        expect(current.items.length, 'items on a page that is not the last').toBeGreaterThan(0);
      items.push(...current.items);
      expect(items.length).toBeLessThanOrEqual(current.total);
      if (current.next === null) expect(items).toHaveLength(current.total);
      next = current.next;
    }
    const ids = items.map((item) => (item as { id: string }).id);
    expect(new Set(ids).size).toBe(ids.length);
    return items as RouteOutput<R> & unknown[];
  };

  /** Expects this problem; sends a POST when there is a body. @returns the paths of the refused fields */
  const refused = async (code: ProblemCode, path: string, sent?: { body: unknown }): Promise<string[]> => {
    const response = await (sent ? post(path, sent.body) : get(path));
    const body = await response.json();
    expect(body).toMatchObject({ code });
    expect(Problem.parse(body)).toEqual(body);
    expect(response.status).toBe(problemCodes[code][0]);
    expect(body.status).toBe(response.status);
    expect(response.headers.get('content-type')).toContain(PROBLEM_CONTENT_TYPE);
    return (body as Problem).erreurs?.map(({ chemin }) => chemin) ?? [];
  };

  /** Expects a strong validator that turns a second request into an empty 304. */
  const revalidates = async (path: string): Promise<void> => {
    const first = await get(path);
    expect(first.status).toBe(200);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[^"]+"$/);
    const second = await get(path, { 'if-none-match': etag });
    expect(second.status).toBe(304);
    expect(second.headers.get('etag')).toBe(etag);
    expect(await second.text()).toBe('');
    expect((await get(path, { 'if-none-match': '"another"' })).status).toBe(200);
  };

  return { get, post, read, page, walk, refused, revalidates };
}

async function parsed<R extends RouteContract>(route: R, response: Response): Promise<RouteOutput<R>> {
  const body = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(200);
  expect(response.headers.get('content-type')).toContain('application/json');
  const output = route.responses[200]?.parse(body);
  expect(output).toEqual(body);
  return output as RouteOutput<R>;
}
