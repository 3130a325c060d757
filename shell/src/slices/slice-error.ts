/** A slice failed, even after the retry and with every fallback. `cause` is the last failure. */
export class SliceError extends Error {
  override name = 'SliceError';
  readonly slice: string;

  constructor(slice: string, cause: unknown) {
    super(`The slice "${slice}" could not be loaded: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
    this.slice = slice;
  }
}
