/**
 * Runs at most `limit` tasks at the same time; the others wait for their turn, in order. When `maxWaiting` tasks wait
 * already, the next one fails with the error of `refusal`.
 */
export function atMost(
  limit: number,
  { maxWaiting, refusal }: { maxWaiting: number; refusal?: () => Error } = { maxWaiting: Number.POSITIVE_INFINITY },
): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (task) => {
    // a task that ends hands its place to the next waiting one, so that a new task cannot overtake it
    if (running < limit) running += 1;
    else if (waiting.length < maxWaiting) await new Promise<void>((resolve) => waiting.push(resolve));
    else throw refusal?.() ?? new Error(`More than ${maxWaiting} tasks wait.`);
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
