/** A slice failed, even after the retry and with every fallback, or nothing of it arrives. `cause` is the last failure. */
export class SliceError extends Error {
  override name = 'SliceError';
  readonly slice: string;
  /** Settles when the load ends that goes on, over a slow network. */
  readonly arriving: Promise<unknown> | undefined;

  constructor(slice: string, cause: unknown, arriving?: Promise<unknown>) {
    super(`The slice "${slice}" could not be loaded: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
    this.slice = slice;
    this.arriving = arriving;
  }
}
