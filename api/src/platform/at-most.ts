import { ProblemError } from './http/problem-error.ts';

/**
 * Runs at most `limit` tasks at the same time. Up to `maxWaiting` others wait for their turn, in order: each holds memory,
 * and the last one waits for all before it.
 * @returns a function that runs a task, or throws the ProblemError `service-indisponible` when too many wait already
 */
export function atMost(
  limit: number,
  { maxWaiting }: { maxWaiting: number },
): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (task) => {
    // a task that ends hands its place to the next waiting one, so that a new task cannot overtake it
    if (running < limit) running += 1;
    else if (waiting.length < maxWaiting) await new Promise<void>((resolve) => waiting.push(resolve));
    else {
      throw new ProblemError('service-indisponible', 'Trop de demandes en même temps. Réessayez dans un instant.', {
        headers: { 'Retry-After': '2' },
      });
    }
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
