const FAILURES = {
  exception: "throw new Error('boom')",
  rejection: "Promise.reject(new Error('boom'))",
};

/** Environment of a Node process in which nothing catches this failure, which happens on SIGUSR2. */
export const failOnSignal = (failure: keyof typeof FAILURES) => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`process.on('SIGUSR2',()=>{${FAILURES[failure]}})`)}`,
});
