import { ApiError } from '@boutique/contracts/client';
import { type FieldError, problemCodes } from '@boutique/contracts/problems';
import { ReleaseRefusal } from '@boutique/release/refusal';

/** The command was called wrongly. The message says what to do instead. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** A canary was taken out while `status --watch` watched it. */
export class CanaryOutError extends Error {
  override name = 'CanaryOutError';
}

export const EXIT = { unexpected: 1, usage: 2, refused: 3, canaryOut: 4, unreachable: 5 } as const;

/** The exit code of a failure, and the lines to print. */
export function describeFailure(error: unknown, shop: string): { code: number; lines: string[] } {
  if (error instanceof UsageError) return { code: EXIT.usage, lines: [error.message] };
  if (error instanceof CanaryOutError) return { code: EXIT.canaryOut, lines: [error.message] };
  if (error instanceof ReleaseRefusal) {
    const [, title] = problemCodes['release-refused'];
    return { code: EXIT.refused, lines: [`${title} (found before anything was sent)`, ...error.faults.map(lineOf)] };
  }
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
  const faults = problem.erreurs?.map(lineOf) ?? [];
  // the problem's detail only repeats the faults in one line
  const lines = [`${problem.title} (${problem.code})`, ...(faults.length > 0 ? faults : [problem.detail])];
  return { code: EXIT.refused, lines };
}

const lineOf = ({ chemin, message }: FieldError) => `  - ${chemin}: ${message}`;
