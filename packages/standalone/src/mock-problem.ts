import { type FieldError, PROBLEM_CONTENT_TYPE, type ProblemCode, problemOf } from '@boutique/contracts/problems';
import { HttpResponse } from 'msw';

/** Thrown by a mock's resolver: the failure that the API would answer. */
export class MockProblem extends Error {
  override name = 'MockProblem';
  readonly code: ProblemCode;
  readonly erreurs: FieldError[] | undefined;

  constructor(code: ProblemCode, detail: string, erreurs?: FieldError[]) {
    super(detail);
    this.code = code;
    this.erreurs = erreurs;
  }
}

/** The answer for a failure, as the API gives it (RFC 9457). */
export function problemResponse(request: Request, code: ProblemCode, detail: string, erreurs?: FieldError[]): Response {
  const problem = problemOf(code, detail, new URL(request.url).pathname, erreurs);
  return HttpResponse.json(problem, {
    status: problem.status,
    headers: { 'content-type': PROBLEM_CONTENT_TYPE, 'cache-control': 'no-store' },
  });
}
