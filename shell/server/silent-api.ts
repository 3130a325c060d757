import { type CircuitBreaker, createCircuitBreaker } from '@boutique/http-server/circuit-breaker';
import { Agent } from 'undici';

/** With the half second before the question, requests get an answer within two seconds. */
const ANSWER_MS = 1_000;
/** The question is given up and asked again on another connection after this time. */
const GIVE_UP_MS = 2_000;

/** Knows when the API is silent, by its health, which asks nothing of its database. */
export function createApiBreaker(apiUrl: string): CircuitBreaker {
  const fresh = new Agent({ pipelining: 0 });
  return createCircuitBreaker({
    answerMs: ANSWER_MS,
    async isAnswered() {
      const signal = AbortSignal.timeout(GIVE_UP_MS);
      try {
        const { body } = await fresh.request({ origin: apiUrl, path: '/live', method: 'GET', signal });
        await body.dump();
        return true;
      } catch {
        return !signal.aborted;
      }
    },
  });
}

/** Why a request to the API was given up, or not sent. */
export const API_SILENT = new Error('the API is silent');
