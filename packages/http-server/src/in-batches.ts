/**
 * Calls that come while the function runs share the next run of it, and so do those of one turn of the event loop. A
 * call never shares a run that began before it.
 */
export function inBatches<Result>(run: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<Result> | undefined;
  return () => {
    next ??= (async () => {
      await running;
      await new Promise(setImmediate);
      const result = run();
      next = undefined;
      running = result.catch(() => {});
      return result;
    })();
    return next;
  };
}
