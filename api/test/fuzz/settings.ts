/**
 * `npm run test:fuzz` chooses both at random or takes them from the environment; `npm test` always sends the same inputs.
 * A failure prints the seed and the smallest input that fails.
 */
export const seed = Number(process.env.FUZZ_SEED ?? 1);
/** How many times the inputs of `npm test` are sent. */
export const factor = Number(process.env.FUZZ_FACTOR ?? 1);
