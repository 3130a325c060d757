import type { PackedRelease } from '@boutique/release/check-files';
import type { Tracing } from '@boutique/tracing/tracing';
import { pino } from 'pino';
import { expect, onTestFinished, vi } from 'vitest';
import { createApiProxy } from '../api-proxy.ts';
import { createGateway } from '../app.ts';
import { openContentFolder } from '../content-folder.ts';
import { createMetrics } from '../metrics.ts';
import type { OverridePolicy } from '../overrides.ts';
import { createShellPublisher } from '../publish-shell.ts';
import { createReleaseRegister } from '../release-register.ts';
import { createReleaseStore } from '../release-store.ts';
import type { Renderer } from '../renderer.ts';
import { TOKEN } from './fake-api.ts';
import { listen, send } from './http.ts';
import { shellOf } from './releases.ts';

export const log = pino({ level: 'silent' });

interface Options {
  build?: PackedRelease;
  token?: string | undefined;
  overrides?: OverridePolicy;
  /** Folder for files of releases. */
  folder?: string;
  maxBytes?: number;
  tracing?: Tracing | undefined;
  renderer?: Renderer;
}

/** Starts a gateway that has read the register of that API once. */
export async function startGateway(apiUrl: string, options: Options = {}) {
  const { build = shellOf(), overrides, tracing, renderer } = options;
  const token = 'token' in options ? options.token : TOKEN;
  const folder = options.folder === undefined ? undefined : openContentFolder(options.folder, log);
  const store = createReleaseStore({ apiUrl, log, folder, maxBytes: options.maxBytes });
  const register = createReleaseRegister({ apiUrl, store, shell: build.release, log, folder });
  const publisher = createShellPublisher({ apiUrl, build, token, register, log });
  const metrics = createMetrics();
  const state = { draining: false };
  await store.recall();
  const gateway = createGateway({
    build,
    register,
    store,
    publisher,
    overrides,
    proxyApi: createApiProxy({ apiUrl, log }),
    apiUrl,
    metrics,
    log,
    state,
    tracing,
    renderer,
  });
  await register.recall();
  await register.read();
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  const origin = await listen(gateway);
  return {
    origin,
    store,
    register,
    publisher,
    metrics,
    state,
    get: (address: string, options = {}) => send(origin, address, options),
    /** Resolves when every file of the releases in service is here. */
    whole: () => vi.waitFor(() => expect(register.lacking()).toBeUndefined(), 5_000),
    /** Keeps reading the register and publishing the shell, as a real process does. */
    follow(): void {
      void register.follow(ending.signal);
      void publisher.start(ending.signal);
    },
  };
}
