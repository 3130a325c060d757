import { PROBLEM_CONTENT_TYPE, problemOf } from '@boutique/contracts/problems';
import type { Middleware } from 'koa';
import { isAccountGone, isDatabaseUnavailable, isStatementTimeout } from '../db/database.ts';
import { ProblemError } from './problem-error.ts';

/**
 * Turns every failure into application/problem+json (RFC 9457).
 * Koa's own error answer would wipe the headers that are set already, and would be plain text.
 */
export const answerProblems: Middleware = async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    const problem = problemErrorOf(error);
    // for the request log, which tells expected failures from the others
    ctx.state.error = error;
    ctx.status = problem.status;
    ctx.body = JSON.stringify(problemOf(problem.code, problem.message, ctx.path, problem.erreurs));
    ctx.set({ ...problem.headers, 'Content-Type': PROBLEM_CONTENT_TYPE, 'Cache-Control': 'no-store' });
    ctx.remove('ETag');
  }
};

const RETRY_SOON = { headers: { 'Retry-After': '1' } };

function problemErrorOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isDatabaseUnavailable(error)) {
    return new ProblemError(
      'base-indisponible',
      'La base de données ne répond pas. Réessayez dans un instant.',
      RETRY_SOON,
    );
  }
  if (isStatementTimeout(error)) {
    return new ProblemError('delai-depasse', 'La réponse a pris trop de temps. Réessayez dans un instant.', RETRY_SOON);
  }
  if (isAccountGone(error)) return new ProblemError('non-connecte', 'Ce compte vient d’être supprimé.');
  return new ProblemError('erreur-interne', 'Une erreur inattendue est survenue. Réessayez plus tard.');
}
