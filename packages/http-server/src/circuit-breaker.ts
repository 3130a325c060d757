/** After a wait of this length, a question of its own tells whether the other side answers at all. */
const SLOW_MS = 500;

export interface CircuitBreaker {
  /** Whether the other side is silent. */
  isOpen(): boolean;
  /**
   * Call it when a wait for the other side begins.
   * @param giveUp called when the other side is found silent before the wait ends
   * @returns what to call when the wait ends, with whether the other side has answered
   */
  watch(giveUp: () => void): (isAnswer: boolean) => void;
}

interface Options {
  /** Asks on a connection of its own. False after a while without an answer; a refusal is an answer, too. */
  isAnswered: () => Promise<boolean>;
  /** Without any answer within this time, to this question or another one, the other side counts as silent. */
  answerMs: number;
  /** Whether anybody still has questions. */
  isInUse?: () => boolean;
}

/**
 * Lets waits for a server end early while it is silent, and others not begin: a stopped server, unlike one that is gone,
 * lets TCP connect and then says nothing. It is a question that decides, not a count of slow answers, and any answer
 * meanwhile shows that the server lives; so slow ones open nothing. The same question closes the breaker when it is
 * answered.
 */
export function createCircuitBreaker({ isAnswered, answerMs, isInUse = () => true }: Options): CircuitBreaker {
  const waiting = new Set<() => void>();
  let isAsking = false;
  let isSilent = false;
  let answeredAt = 0;

  async function ask(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    const askedAt = performance.now();
    const decide = () => {
      const left = Math.max(askedAt, answeredAt) + answerMs - performance.now();
      if (!isAsking) return;
      if (left > 0) timer = setTimeout(look, left);
      else {
        isSilent = true;
        for (const giveUp of waiting) giveUp();
      }
    };
    // in a busy process, answers that have arrived are read only after its timers
    const look = () => void setImmediate(decide);
    let timer = setTimeout(look, answerMs);
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
      return (isAnswer) => {
        clearTimeout(timer);
        waiting.delete(giveUp);
        if (isAnswer) answeredAt = performance.now();
      };
    },
  };
}
