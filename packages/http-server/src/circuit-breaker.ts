/** After a wait of this length, a question of its own tells whether the other side answers at all. */
const SLOW_MS = 500;

export interface CircuitBreaker {
  /** Whether the other side is silent. */
  isOpen(): boolean;
  /**
   * Call it when a wait for the other side begins, and its result when the wait ends.
   * @param giveUp called when the other side is found silent before that
   */
  watch(giveUp: () => void): () => void;
}

interface Options {
  /** Asks on a connection of its own. False after a while without an answer; a refusal is an answer, too. */
  isAnswered: () => Promise<boolean>;
  /** Without an answer within this time, the other side counts as silent. */
  answerMs: number;
  /** Whether anybody still has questions. */
  isInUse?: () => boolean;
}

/**
 * Lets waits for a server end early while it is silent, and others not begin: a stopped server, unlike one that is gone,
 * lets TCP connect and then says nothing. It is one question that decides, not a count of slow answers, so slow ones open
 * nothing; the same question closes the breaker when it is answered.
 */
export function createCircuitBreaker({ isAnswered, answerMs, isInUse = () => true }: Options): CircuitBreaker {
  const waiting = new Set<() => void>();
  let isAsking = false;
  let isSilent = false;

  const open = () => {
    isSilent = true;
    for (const giveUp of waiting) giveUp();
  };
  async function ask(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    const timer = setTimeout(open, answerMs);
    while (isInUse() && !(await isAnswered()));
    clearTimeout(timer);
    isAsking = false;
    isSilent = false;
  }

  return {
    isOpen: () => isSilent,
    watch(giveUp) {
      const timer = setTimeout(ask, SLOW_MS).unref();
      waiting.add(giveUp);
      return () => {
        clearTimeout(timer);
        waiting.delete(giveUp);
      };
    },
  };
}
