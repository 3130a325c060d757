import { type FieldError, PROBLEM_CONTENT_TYPE, type ProblemCode, problemOf } from '@boutique/contracts/problems';
import { HttpResponse } from 'msw';

/** A mock's resolver throws this to answer with a failure, as the API would. */
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

/** The response for a failure, equal to the API's (RFC 9457). */
export function problemResponse(request: Request, code: ProblemCode, detail: string, erreurs?: FieldError[]): Response {
  const problem = problemOf(code, detail, new URL(request.url).pathname, erreurs);
  return HttpResponse.json(problem, {
    status: problem.status,
    headers: { 'content-type': PROBLEM_CONTENT_TYPE, 'cache-control': 'no-store' },
  });
}
