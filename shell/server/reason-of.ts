/** Why a request failed, in words: Node's fetch says only that it did, and keeps the reason as its cause. */
export function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error && cause.message ? cause.message : message;
}
