import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';

const port = z.pipe(
  z.pipe(
    z.string().check(z.regex(/^\d{1,5}$/, { error: 'a port number is expected' })),
    z.transform((digits: string) => Number(digits)),
  ),
  z.int().check(z.minimum(0), z.maximum(65535)),
);

const bytes = z.pipe(
  z.string().check(z.regex(/^[1-9]\d{0,14}$/, { error: 'a number of bytes is expected' })),
  z.transform((digits: string) => Number(digits)),
);

/** Its owner decides which code browsers run: it must not be guessed. */
const secret = z.pipe(
  z.string().check(z.regex(/^(?:.{32,})?$/s, { error: 'at least 32 characters are expected' })),
  z.transform((text: string) => text || undefined),
);

const Environment = z.object({
  PORT: z._default(port, 5173),
  HOST: z._default(z.string(), '127.0.0.1'),
  /** A port of its own for /metrics, never the public one; without it there is no /metrics. */
  METRICS_PORT: z.optional(port),
  /** Where the API listens, as the gateway reaches it. */
  API_URL: z._default(z.url({ protocol: /^https?$/, error: 'an http(s) URL is expected' }), 'http://127.0.0.1:5000'),
  /** Public scheme and host of the shop, for search engines; as each request names it when not set. */
  PUBLIC_URL: z.optional(z.url({ protocol: /^https?$/, error: 'an http(s) URL is expected' })),
  /** A deploy token of `shell`, or by DEPLOY_TOKEN_FILE a file with it: this gateway publishes its build with it, and is never ready without. */
  DEPLOY_TOKEN: z.optional(secret),
  /** Where files of releases outlive this process; in memory alone when not set. */
  RELEASES_FOLDER: z.optional(z.string()),
  /** How much files of releases may take, in bytes; those in service are kept in any case. */
  RELEASES_MAX_BYTES: z.optional(bytes),
  /** The shell's build, index.html and its files; where `npm run build -w shell` puts it when not set. */
  CLIENT_FOLDER: z.optional(z.string()),
  /** Whether `?slice.<name>=` gives any browser that asks another release; `off` by default where NODE_ENV is production. */
  SLICE_OVERRIDES: z.optional(z.enum(['on', 'off'])),
  /** With it such an address does so, too, when it is signed. Not set and empty are the same. */
  SLICE_OVERRIDE_KEY: z.optional(secret),
  LOG_LEVEL: z._default(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']), 'info'),
});
export type Config = z.output<typeof Environment>;

/** Something to mend before the gateway can start, said in one sentence. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Reads the environment once. @throws ConfigError with one sentence that names every wrong variable. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const result = Environment.safeParse(withTokenOfFile(environment));
  const overrides = environment.NODE_ENV === 'production' ? 'off' : 'on';
  if (result.success) return { ...result.data, SLICE_OVERRIDES: result.data.SLICE_OVERRIDES ?? overrides };
  const wrong = result.error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    // a log is no place for a secret
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
