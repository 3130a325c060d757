import { ApiError } from '@boutique/contracts/client';

/** What the command was called with does not do. The message says what to do instead. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** A canary that was watched is out. */
export class CanaryOutError extends Error {
  override name = 'CanaryOutError';
}

export const EXIT = { unexpected: 1, usage: 2, refused: 3, canaryOut: 4, unreachable: 5 } as const;

/** The exit code and the lines that a failure ends with. */
export function describeFailure(error: unknown, shop: string): { code: number; lines: string[] } {
  if (error instanceof UsageError) return { code: EXIT.usage, lines: [error.message] };
  if (error instanceof CanaryOutError) return { code: EXIT.canaryOut, lines: [error.message] };
  if (!(error instanceof ApiError)) return { code: EXIT.unexpected, lines: [String(error)] };
  const { status, problem } = error;
  if (status === 0) {
    return {
      code: EXIT.unreachable,
      lines: [`${shop} does not answer. Is the shop up? --shop, or BOUTIQUE_URL, says where it is.`],
    };
  }
  if (status >= 500 || !problem) {
    return { code: EXIT.unreachable, lines: [`${shop} answered ${status}: ${error.message}. Try again in a moment.`] };
  }
  const faults = problem.erreurs?.map(({ chemin, message }) => `  - ${chemin} : ${message}`) ?? [];
  // the detail repeats them in one line
  const lines = [`${problem.title} (${problem.code})`, ...(faults.length > 0 ? faults : [problem.detail])];
  return { code: EXIT.refused, lines };
}
