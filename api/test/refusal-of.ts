import { PROBLEM_CONTENT_TYPE, Problem, type ProblemCode, problemCodes } from '@boutique/contracts/problems';
import { problemsOf, type RouteContract } from '@boutique/contracts/route';
import { expect } from 'vitest';
import * as z from 'zod/mini';

const StrictProblem = z.strictObject(Problem.shape);
/** Internals that no answer may contain: a stack, a statement, a message of the driver, a file. */
const INSIDE =
  /\n\s+at |\.[jt]s:\d|node_modules|file:\/\/|\/(?:api|src)\/src|(?:select|insert into|update|delete from) ["\w]+[".]|knex|postgres|relation "|column "|constraint|syntax error|SQLSTATE/i;
/** A malformed address can also have these codes, since it may match no route. */
export const OF_ADDRESSES: readonly ProblemCode[] = ['route-inconnue', 'methode-non-permise', 'requete-invalide'];

/** Checks a refusal against the contract. @returns its problem; null for a success */
export async function refusalOf(route: RouteContract, response: Response): Promise<Problem | null> {
  const text = await response.text();
  if (response.ok) return null;
  expect(response.headers.get('content-type')).toBe(PROBLEM_CONTENT_TYPE);
  expect(response.headers.get('cache-control')).toBe('no-store');
  const problem = StrictProblem.parse(JSON.parse(text));
  expect([response.status, problem.title]).toEqual(problemCodes[problem.code]);
  expect(problem.status).toBe(response.status);
  expect([...problemsOf(route), ...OF_ADDRESSES]).toContain(problem.code);
  expect(text).not.toMatch(INSIDE);
  return problem;
}
