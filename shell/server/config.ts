import { readFileSync } from 'node:fs';
import { KEEP_ALIVE_SECONDS } from '@boutique/http-server/http-server';
import * as z from 'zod/mini';

const port = z.pipe(
  z.pipe(
    z.string().check(z.regex(/^\d{1,5}$/, { error: 'a port number is expected' })),
    z.transform((digits: string) => Number(digits)),
  ),
  z.int().check(z.minimum(0), z.maximum(65535)),
);

const seconds = z.pipe(
  z.pipe(
    z.string().check(z.regex(/^\d{1,4}$/, { error: 'a number of seconds is expected' })),
    z.transform((digits: string) => Number(digits)),
  ),
  z.int().check(z.minimum(1), z.maximum(3600)),
);

const bytes = z.pipe(
  z.string().check(z.regex(/^[1-9]\d{0,14}$/, { error: 'a number of bytes is expected' })),
  z.transform((digits: string) => Number(digits)),
);

/** Must not be guessable: its owner can decide which code browsers run. */
const secret = z.pipe(
  z.string().check(z.regex(/^(?:.{32,})?$/s, { error: 'at least 32 characters are expected' })),
  z.transform((text: string) => text || undefined),
);

const Environment = z.object({
  PORT: z._default(port, 5173),
  /** `localhost`, `::` for every address, or an address or name of this machine. */
  BOUTIQUE_HOST: z._default(z.string(), 'localhost'),
  /** How long an idle connection is kept. A balancer before the gateway must close it earlier. */
  KEEP_ALIVE_SECONDS: z._default(seconds, KEEP_ALIVE_SECONDS),
  /** A separate port for /metrics, never the public one. Without it the gateway has no /metrics. */
  METRICS_PORT: z.optional(port),
  /** Address of the API as seen from the gateway. */
  API_URL: z._default(z.url({ protocol: /^https?$/, error: 'an http(s) URL is expected' }), 'http://127.0.0.1:5000'),
  /** Public scheme and host of the shop, for search engines. Taken from each request when not set. */
  PUBLIC_URL: z.optional(
    z.url({ protocol: /^https?$/, error: 'an http(s) URL is expected' }).check(
      z.refine((url) => /^https?:\/\/[^/?#]+\/?$/i.test(url), {
        error: 'the shop needs a host of its own, so its address has no path (docs/decisions/0024)',
      }),
    ),
  ),
  /**
   * Deploy token of `shell`, to publish this build; DEPLOY_TOKEN_FILE may name a file with it. Required to be ready.
   */
  DEPLOY_TOKEN: z.optional(secret),
  /** Folder in which files of releases outlive this process. Only memory is used when not set. */
  RELEASES_FOLDER: z.optional(z.string()),
  /** Bound for files of releases, in bytes. Releases in service are kept even beyond it. */
  RELEASES_MAX_BYTES: z.optional(bytes),
  /** Folder with the shell's build. Defaults to the output of `npm run build -w shell`. */
  CLIENT_FOLDER: z.optional(z.string()),
  /**
   * Whether any browser may override releases by `?slice.<name>=`; default `off` if NODE_ENV is production, else `on`.
   */
  SLICE_OVERRIDES: z.optional(z.enum(['on', 'off'])),
  /** Key that allows signed overrides even when SLICE_OVERRIDES is `off`. Empty means not set. */
  SLICE_OVERRIDE_KEY: z.optional(secret),
  /** Whether pages are rendered here. `off` leaves them to the browser. */
  SERVER_RENDERING: z._default(z.enum(['on', 'off']), 'on'),
  LOG_LEVEL: z._default(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']), 'info'),
});
export type Config = z.output<typeof Environment>;

/** A mistake in the configuration. The message is one sentence that says what to correct. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Reads the environment once. @throws ConfigError that names every wrong variable in one sentence. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const result = Environment.safeParse(withTokenOfFile(environment));
  const overrides = environment.NODE_ENV === 'production' ? 'off' : 'on';
  if (result.success) return { ...result.data, SLICE_OVERRIDES: result.data.SLICE_OVERRIDES ?? overrides };
  const wrong = result.error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    // secrets do not belong in a log
    return `${name}=${/_(?:KEY|TOKEN)$/.test(name) ? '…' : JSON.stringify(environment[name])}: ${message}`;
  });
  throw new ConfigError(`Wrong configuration. ${wrong.join('; ')}`);
}

function withTokenOfFile(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { DEPLOY_TOKEN: token, DEPLOY_TOKEN_FILE: file } = environment;
  if (token || !file) return environment;
  try {
    return { ...environment, DEPLOY_TOKEN: readFileSync(file, 'utf8').trim() };
  } catch {
    throw new ConfigError(`Wrong configuration. DEPLOY_TOKEN_FILE=${JSON.stringify(file)}: it cannot be read`);
  }
}
