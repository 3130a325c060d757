import { PROBLEM_CONTENT_TYPE, Problem, type ProblemCode, problemCodes } from '@boutique/contracts/problems';
import { problemsOf, type RouteContract, type RouteOutput, successOf } from '@boutique/contracts/route';
import { expect } from 'vitest';
import type { Server } from '../browsers.ts';

export interface Sent {
  body?: unknown;
  headers?: Record<string, string>;
}

/** Sends a request as it is. @returns the unchecked answer */
export async function send({ baseUrl, fetch = globalThis.fetch }: Server, method: string, path: string, sent: Sent) {
  const { body, headers = {} } = sent;
  const isBytes = body instanceof Blob;
  return fetch(baseUrl + path, {
    method: method.toUpperCase(),
    headers: body === undefined || isBytes ? headers : { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: isBytes ? body : JSON.stringify(body) }),
  });
}

/** Sends a change, whose answer must match the contract exactly. A Blob is sent as it is, everything else as JSON. */
export async function succeeds<R extends RouteContract>(
  server: Server,
  route: R,
  path: string,
  sent: Sent = {},
): Promise<{ body: RouteOutput<R>; etag: string }> {
  const response = await send(server, route.method, path, sent);
  const text = await response.text();
  const { status, schema } = successOf(route);
  expect(response.status, text).toBe(status);
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  expect(schema ? schema.parse(body) : undefined).toEqual(body);
  return { body: body as RouteOutput<R>, etag: response.headers.get('etag') ?? '' };
}

/** Sends a change that must be refused with this problem. @returns the paths of the refused fields */
export async function fails(
  server: Server,
  code: ProblemCode,
  route: RouteContract,
  path: string,
  sent: Sent = {},
): Promise<string[]> {
  const response = await send(server, route.method, path, sent);
  const body = (await response.json()) as Problem;
  expect(body).toMatchObject({ code });
  expect(Problem.parse(body)).toEqual(body);
  expect(response.status).toBe(problemCodes[code][0]);
  expect(response.headers.get('content-type')).toContain(PROBLEM_CONTENT_TYPE);
  expect(problemsOf(route)).toContain(code);
  return body.erreurs?.map(({ chemin }) => chemin) ?? [];
}
