import { Histogram, type Registry } from 'prom-client';
import { atMost } from '../platform/at-most.ts';
import { hashPassword, isOutdated, unmatchableHash, verifyPassword } from './hash-password.ts';

/** Each hash takes 20 MB and a thread: more in parallel would only be slower. */
const MAX_RUNNING = 4;
/** Two seconds of work; later requests would wait even longer, so they are refused. */
const MAX_WAITING = 100;

/** Hashes for the server: a few in parallel, and each one measured. */
export function createPasswords(registry: Registry) {
  const duration = new Histogram({
    name: 'password_hash_duration_seconds',
    help: 'Time to hash a password, the wait for a turn included',
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  const inTurn = atMost(MAX_RUNNING, { maxWaiting: MAX_WAITING });
  const unmatchable = unmatchableHash();

  const measured = async <Result>(task: () => Promise<Result>): Promise<Result> => {
    const stop = duration.startTimer();
    const result = await inTurn(task);
    stop();
    return result;
  };

  return {
    isOutdated,
    /** @throws ProblemError `service-indisponible` when too many requests wait already */
    hash: (motDePasse: string) => measured(() => hashPassword(motDePasse)),
    /** Without a hash: false, after the same work. @throws ProblemError `service-indisponible` */
    verify: (motDePasse: string, phc: string | null | undefined) =>
      measured(() => verifyPassword(motDePasse, phc ?? unmatchable)),
  };
}
export type Passwords = ReturnType<typeof createPasswords>;
