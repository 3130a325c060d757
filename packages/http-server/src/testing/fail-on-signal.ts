const FAILURES = {
  exception: "throw new Error('boom')",
  rejection: "Promise.reject(new Error('boom'))",
};

/** The environment for a Node process that fails on SIGUSR2 with an uncaught exception or rejection. */
export const failOnSignal = (failure: keyof typeof FAILURES) => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`process.on('SIGUSR2',()=>{${FAILURES[failure]}})`)}`,
});
