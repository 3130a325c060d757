import type * as z from 'zod/mini';
import { accountProblems, adminProblems, commonProblems, type ProblemCode, writeProblems } from './problems.ts';

type Schema = z.ZodMiniType;

/**
 * The allowed callers of a route: all, signed-in accounts, staff, or deployers of the slice in the path (a deploy token
 * of that slice, or staff). The API refuses all others.
 */
export type Access = 'public' | 'account' | 'admin' | 'deployer';

/** One HTTP operation: its input, its output and its failures. Paths use OpenAPI's `{param}` notation. */
export interface RouteContract {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  path: `/api/${string}`;
  operationId: string;
  summary: string;
  tag: string;
  access: Access;
  /** Required request headers, name -> meaning. */
  requestHeaders?: Readonly<Record<string, string>>;
  params?: Schema;
  /** Without it, a request with a query is refused. */
  query?: Schema;
  body?: Schema;
  /** A body of bytes instead of JSON; with `stream`, the handler reads the bytes while they arrive. */
  upload?: { readonly types: readonly string[]; readonly maxBytes: number; readonly stream?: boolean };
  /** Schemas by status; null for an answer without a body (204). */
  responses: Readonly<Record<number, Schema | null>>;
  /** Response headers worth documenting, name -> meaning. */
  headers?: Readonly<Record<string, string>>;
  /** Problems of this route only; `problemsOf` adds the shared ones. */
  problems?: readonly ProblemCode[];
}

/** Keeps the literal types of one route declaration. */
export const defineRoute = <const R extends RouteContract>(route: R): R => route;

type OutputOf<S> = S extends Schema ? z.output<S> : undefined;

/** The parsed request that a handler receives. */
export interface RouteInput<R extends RouteContract> {
  params: OutputOf<R['params']>;
  query: OutputOf<R['query']>;
  body: OutputOf<R['body']>;
}

type SuccessStatus<R extends RouteContract> = Extract<keyof R['responses'], 200 | 201 | 202 | 204>;

/** The body of a successful answer; undefined when it has none. */
export type RouteOutput<R extends RouteContract> = OutputOf<R['responses'][SuccessStatus<R>]>;

/** The request that a caller passes: the fields of the handler's input; fields with a default are optional. */
export type RouteRequest<R extends RouteContract> = (R['params'] extends Schema
  ? { params: z.output<R['params']> }
  : unknown) &
  (R['query'] extends Schema ? { query?: Partial<z.output<R['query']>> } : unknown) &
  (R['body'] extends Schema ? { body: z.input<R['body']> } : unknown) &
  (R['upload'] extends object ? { upload: Blob } : unknown) &
  (R['requestHeaders'] extends object ? { headers: { [Name in keyof R['requestHeaders']]: string } } : unknown);

/** Every problem that a route may answer: its own, those of any route, and those of its method and its access. */
export function problemsOf({ method, access, problems = [] }: RouteContract): ProblemCode[] {
  return [
    ...commonProblems,
    ...(method === 'get' ? [] : writeProblems),
    ...(access === 'public' ? [] : accountProblems),
    ...(access === 'admin' || access === 'deployer' ? adminProblems : []),
    ...problems,
  ];
}

/** The same as a type. */
export type ProblemOf<R extends RouteContract> =
  | (typeof commonProblems)[number]
  | (R['method'] extends 'get' ? never : (typeof writeProblems)[number])
  | (R['access'] extends 'public' ? never : (typeof accountProblems)[number])
  | (R['access'] extends 'admin' | 'deployer' ? (typeof adminProblems)[number] : never)
  | (R['problems'] extends readonly (infer Code extends ProblemCode)[] ? Code : never);

/** The one successful answer that a route declares. */
export function successOf({ operationId, responses }: RouteContract): { status: number; schema: Schema | null } {
  const success = Object.entries(responses).find(([status]) => status.startsWith('2'));
  if (!success) throw new Error(`${operationId} has no successful response`);
  return { status: Number(success[0]), schema: success[1] };
}
