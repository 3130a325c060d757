/** The reason why a request failed. Node's fetch has only "fetch failed" as its message; the reason is in its cause. */
export function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error && cause.message ? cause.message : message;
}
