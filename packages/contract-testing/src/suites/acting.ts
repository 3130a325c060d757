import { PROBLEM_CONTENT_TYPE, Problem, type ProblemCode, problemCodes } from '@boutique/contracts/problems';
import { problemsOf, type RouteContract, type RouteOutput, successOf } from '@boutique/contracts/route';
import { expect } from 'vitest';
import type { Server } from '../serve-mocks.ts';

interface Sent {
  params?: Record<string, string>;
  query?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/**
 * How the suites let somebody act: every answer is checked against the route's contract, a refusal against the problems
 * that it declares.
 */
export function acting({ baseUrl, fetch = globalThis.fetch }: Server) {
  const send = <R extends RouteContract>(route: R, { params = {}, query, body, headers }: Sent = {}) =>
    fetch(
      baseUrl + route.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '') + (query ? `?${query}` : ''),
      {
        method: route.method.toUpperCase(),
        headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      },
    );

  return {
    send,

    /** The body of a success. Strict: a field that the contract does not know is a failure. */
    does: async <R extends RouteContract>(route: R, sent?: Sent): Promise<RouteOutput<R>> => {
      const response = await send(route, sent);
      const { status, schema } = successOf(route);
      const text = await response.text();
      expect(response.status, text).toBe(status);
      if (!schema) {
        expect(text).toBe('');
        return undefined as RouteOutput<R>;
      }
      const body = JSON.parse(text) as unknown;
      const output = schema.parse(body);
      expect(output).toEqual(body);
      return output as RouteOutput<R>;
    },

    /** The problem that is answered, which must be this one. */
    fails: async <R extends RouteContract>(route: R, code: ProblemCode, sent?: Sent): Promise<Problem> => {
      const response = await send(route, sent);
      const body = (await response.json()) as unknown;
      expect(body).toMatchObject({ code });
      expect(response.status).toBe(problemCodes[code][0]);
      expect(response.headers.get('content-type')).toContain(PROBLEM_CONTENT_TYPE);
      expect(problemsOf(route)).toContain(code);
      return Problem.parse(body);
    },
  };
}
export type Actor = ReturnType<typeof acting>;
