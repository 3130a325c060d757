import { type FieldError, type ProblemCode } from '@boutique/contracts/problems';
/** An expected failure, which becomes a problem document. `detail` says what failed and what to do. */
export declare class ProblemError extends Error {
  name: string;
  readonly code: ProblemCode;
  readonly status: number;
  readonly erreurs: FieldError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    code: ProblemCode,
    detail: string,
    {
      erreurs,
      headers,
    }?: {
      erreurs?: FieldError[];
      headers?: Readonly<Record<string, string>>;
    },
  );
}
