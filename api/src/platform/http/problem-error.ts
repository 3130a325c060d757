import { type FieldError, type ProblemCode, problemCodes } from '@boutique/contracts/problems';

/** An expected failure, which becomes a problem document. `detail` says what failed and what to do. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly code: ProblemCode;
  readonly status: number;
  readonly erreurs: FieldError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ProblemCode,
    detail: string,
    { erreurs, headers = {} }: { erreurs?: FieldError[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail);
    this.code = code;
    this.status = problemCodes[code][0];
    this.erreurs = erreurs;
    this.headers = headers;
  }
}
