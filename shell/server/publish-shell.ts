import { setTimeout as sleep } from 'node:timers/promises';
import { frontendsRoutes } from '@boutique/contracts/frontends';
import { Problem } from '@boutique/contracts/problems';
import { SHELL } from '@boutique/contracts/release';
import { packRelease } from '@boutique/release/archive';
import type { PackedRelease } from '@boutique/release/check-files';
import type { Logger } from 'pino';
import { reasonOf } from './reason-of.ts';
import type { ReleaseRegister } from './release-register.ts';

/** Long, because the API checks every file before it answers. */
const ANSWER_MS = 30_000;
const CHECK_MS = 1_000;
const RETRY_MS = 3_000;

interface Options {
  apiUrl: string;
  build: PackedRelease;
  /** A deploy token of `shell`. */
  token: string | undefined;
  register: Pick<ReleaseRegister, 'isLive' | 'listsShell'>;
  log: Logger;
}

export type ShellPublisher = ReturnType<typeof createShellPublisher>;

/**
 * Publishes this gateway's build of the shell like any slice's release, whenever the register does not list it: at the
 * start, and after the database was restored from a backup. Other gateways can then serve its files too.
 */
export function createShellPublisher({ apiUrl, build, token, register, log }: Options) {
  const about = `this build of the shell, ${build.release.version},`;
  let reason = 'it is being published';
  /** Kinds of failures logged since the last success. */
  const logged = new Set<string>();
  const fail = (kind: string, detail: string): void => {
    reason = detail;
    if (!logged.has(kind)) log.warn({ reason }, `${about} is not registered; it is tried again`);
    logged.add(kind);
  };

  const publish = async (deployToken: string): Promise<void> => {
    const url = new URL(frontendsRoutes.publish.path.replace('{slice}', SHELL), apiUrl);
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${deployToken}`, 'content-type': 'application/gzip' },
      body: new Uint8Array(await packRelease(build)),
      signal: AbortSignal.timeout(ANSWER_MS),
      redirect: 'error',
    });
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.status === 201) {
      log.info({ version: build.release.version }, 'this build of the shell is published');
      reason = 'the register does not list it yet';
      return logged.clear();
    }
    const { code, detail, erreurs = [] } = Problem.safeParse(answer).data ?? {};
    const faults = erreurs.map(({ chemin, message }) => `${chemin}: ${message}`).join('; ');
    const explanation = [detail, faults].filter(Boolean).join(' ');
    fail(code ?? String(response.status), explanation || `the API answered ${response.status}`);
  };

  return {
    /** Says in a sentence why this gateway is not ready; undefined when its build is registered. */
    lacking(): string | undefined {
      if (token === undefined) return `${about} cannot be published: DEPLOY_TOKEN or DEPLOY_TOKEN_FILE is not set`;
      if (register.listsShell()) return undefined;
      return `${about} is not registered: ${register.isLive() ? reason : 'the API does not answer'}`;
    },

    /** Publishes whenever needed, until the signal aborts. */
    async start(signal?: AbortSignal): Promise<void> {
      if (token === undefined) {
        log.error(
          'DEPLOY_TOKEN or DEPLOY_TOKEN_FILE is not set: this gateway cannot publish its build and never becomes ready',
        );
        return;
      }
      while (!signal?.aborted) {
        const isDue = register.isLive() && !register.listsShell();
        if (isDue) await publish(token).catch((error: unknown) => fail('unreachable', reasonOf(error)));
        await sleep(isDue ? RETRY_MS : CHECK_MS, undefined, { ref: false });
      }
    },
  };
}
