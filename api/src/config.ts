import { readFileSync } from 'node:fs';
import { Email, integerParam } from '@boutique/contracts/common';
import { RELEASE_ARCHIVE } from '@boutique/contracts/frontends';
import { GUEST_CONFIRMATION } from '@boutique/contracts/limits';
import { SliceName } from '@boutique/contracts/slice';
import { KEEP_ALIVE_SECONDS } from '@boutique/http-server/http-server';
import { DEFAULT_LIMITS } from '@boutique/release/parse-release';
import * as z from 'zod/mini';
import { DEFAULT_RULES } from './releases/canary.ts';

/** One slice's server, whose `release.json` is followed. */
export interface FollowedOrigin {
  name: string;
  origin: string;
}

export class ConfigError extends Error {
  override name = 'ConfigError';
}

const HttpOrigin = z.url({ protocol: /^https?$/, error: 'an http(s) URL is expected' });

/** Every address of the shop begins at the root of its host (decision 0024). */
const RootUrl = HttpOrigin.check(
  z.refine((url) => /^https?:\/\/[^/?#]+\/?$/i.test(url), {
    error: 'the shop needs a host of its own, so its address has no path (docs/decisions/0024)',
  }),
);

/** `produits=http://localhost:5174,utilisateurs=http://localhost:5175` */
const FollowedOrigins = z.pipe(
  z.string(),
  z.transform((text: string, context): FollowedOrigin[] => {
    const origins = text
      .split(/[\s,]+/)
      .filter(Boolean)
      .map((entry) => {
        const [, name = '', origin = ''] = entry.match(/^([^=]*)=(.*)$/) ?? [];
        if (!SliceName.safeParse(name).success || !HttpOrigin.safeParse(origin).success) {
          context.issues.push({
            code: 'custom',
            message: `name=http://host:port is expected, not "${entry}"`,
            input: text,
          });
        }
        return { name, origin: origin.replace(/\/+$/, '') };
      });
    if (new Set(origins.map(({ name }) => name)).size < origins.length) {
      context.issues.push({ code: 'custom', message: 'a slice is named twice', input: text });
    }
    return origins;
  }),
);

const PostgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'a postgres://user:password@host:port/database URL is expected',
});

const databaseEnvironment = {
  DATABASE_URL: PostgresUrl,
  DATABASE_PASSWORD: z.optional(z.string()),
};
const nodeEnvironment = z._default(z.enum(['development', 'test', 'production']), 'development');

const mailEnvironment = {
  MAIL_URL: z.optional(z.url({ protocol: /^smtps?$/, error: 'an smtp://user:password@host:port URL is expected' })),
  MAIL_FROM: z._default(z.string(), 'Ma Boutique Répartie <boutique@localhost>'),
};

const stripeEnvironment = {
  STRIPE_SECRET_KEY: z.optional(z.string()),
  STRIPE_WEBHOOK_SECRET: z.optional(z.string()),
};

const Environment = z.object({
  ...databaseEnvironment,
  DATABASE_LISTEN_URL: z.optional(PostgresUrl),
  PORT: z._default(integerParam(0, 65_535), 5000),
  BOUTIQUE_HOST: z._default(z.string(), 'localhost'),
  KEEP_ALIVE_SECONDS: z._default(integerParam(1, 3_600), KEEP_ALIVE_SECONDS),
  NODE_ENV: nodeEnvironment,
  LOG_LEVEL: z._default(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']), 'info'),
  COMMIT: z._default(z.string(), 'local'),
  FRONTEND_ORIGINS: z._default(FollowedOrigins, []),
  FRONTENDS_POLL_MS: z._default(integerParam(100, 3_600_000), 1000),
  CANARY_STEP_SECONDS: z._default(integerParam(0, 86_400), DEFAULT_RULES.stepSeconds),
  CANARY_STEP_CLIENTS: z._default(integerParam(1, 1_000_000), DEFAULT_RULES.stepClients),
  CANARY_FAILING_CLIENTS: z._default(integerParam(1, 1_000), DEFAULT_RULES.failingClients),
  RELEASE_MAX_BYTES: z._default(integerParam(1, RELEASE_ARCHIVE.maxBytes), DEFAULT_LIMITS.maxBytes),
  RELEASE_MAX_FILES: z._default(integerParam(1, 10_000), DEFAULT_LIMITS.maxFiles),
  TRUSTED_PROXIES: z._default(integerParam(0, 10), 1),
  GUEST_ORDERS_PER_HOUR: z._default(integerParam(0, 1_000_000), 30),
  GUEST_CONFIRM_ABOVE_CENTIMES: z._default(integerParam(0, 2_000_000_000), GUEST_CONFIRMATION.aboveCentimes),
  GUEST_CONFIRM_HOURS: z._default(integerParam(1, 720), GUEST_CONFIRMATION.hours),
  PUBLIC_URL: z._default(RootUrl, 'http://localhost:5173'),
  SLICE_OVERRIDE_KEY: z.optional(z.string().check(z.minLength(32, { error: 'at least 32 characters are expected' }))),
  ...mailEnvironment,
  ...stripeEnvironment,
  STRIPE_API_URL: z._default(RootUrl, 'https://api.stripe.com'),
});

const signInEnvironment = {
  ADMIN_PASSWORD: z.optional(z.string()),
  DEMO_USER_PASSWORD: z.optional(z.string()),
};

const MigrationEnvironment = z.object({
  ...databaseEnvironment,
  ...signInEnvironment,
  ADMIN_EMAIL: z.optional(Email),
  API_ROLE_PASSWORD: z.optional(z.string().check(z.minLength(16, { error: 'at least 16 characters are expected' }))),
  SHELL_DEPLOY_TOKEN: z.optional(z.string().check(z.minLength(32, { error: 'at least 32 characters are expected' }))),
  NODE_ENV: nodeEnvironment,
  SEED: z.optional(z.enum(['demo', 'none'])),
  DATABASE_WAIT_SECONDS: z._default(integerParam(0, 3600), 60),
});

type Variables = Readonly<Record<string, string | undefined>>;

/** The settings of the server, from the environment. @throws ConfigError */
export function readConfig(variables: Variables) {
  const environment = parse(Environment, variables);
  return {
    databaseUrl: databaseUrlOf(environment.DATABASE_URL, environment.DATABASE_PASSWORD),
    databaseListenUrl:
      environment.DATABASE_LISTEN_URL && databaseUrlOf(environment.DATABASE_LISTEN_URL, environment.DATABASE_PASSWORD),
    port: environment.PORT,
    host: environment.BOUTIQUE_HOST,
    keepAliveSeconds: environment.KEEP_ALIVE_SECONDS,
    environment: environment.NODE_ENV,
    logLevel: environment.LOG_LEVEL,
    commit: environment.COMMIT,
    frontendOrigins: environment.FRONTEND_ORIGINS,
    frontendsPollMs: environment.FRONTENDS_POLL_MS,
    canaryRules: {
      stepSeconds: environment.CANARY_STEP_SECONDS,
      stepClients: environment.CANARY_STEP_CLIENTS,
      failingClients: environment.CANARY_FAILING_CLIENTS,
    },
    releaseLimits: { maxBytes: environment.RELEASE_MAX_BYTES, maxFiles: environment.RELEASE_MAX_FILES },
    trustedProxies: environment.TRUSTED_PROXIES,
    guestOrdersPerHour: environment.GUEST_ORDERS_PER_HOUR,
    guestConfirmation: {
      aboveCentimes: environment.GUEST_CONFIRM_ABOVE_CENTIMES,
      hours: environment.GUEST_CONFIRM_HOURS,
    },
    publicUrl: environment.PUBLIC_URL.replace(/\/+$/, ''),
    overrideKey: environment.SLICE_OVERRIDE_KEY,
    mailUrl: environment.MAIL_URL,
    mailFrom: environment.MAIL_FROM,
    stripe: stripeOf(environment),
  };
}

/** @throws ConfigError when it is not clear whether online payment is wanted */
function stripeOf({ STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_API_URL }: z.output<typeof Environment>) {
  if (STRIPE_SECRET_KEY === undefined && STRIPE_WEBHOOK_SECRET === undefined) return undefined;
  if (STRIPE_SECRET_KEY === undefined || STRIPE_WEBHOOK_SECRET === undefined) {
    throw new ConfigError('STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET belong together: set both, or none');
  }
  return { secretKey: STRIPE_SECRET_KEY, webhookSecret: STRIPE_WEBHOOK_SECRET, apiUrl: STRIPE_API_URL };
}

/**
 * The settings of the migration command. Demo data is inserted by default, except in production.
 * @throws ConfigError
 */
export function readMigrationConfig(variables: Variables) {
  const environment = parse(MigrationEnvironment, variables);
  const production = environment.NODE_ENV === 'production';
  return {
    databaseUrl: databaseUrlOf(environment.DATABASE_URL, environment.DATABASE_PASSWORD),
    production,
    demo: (environment.SEED ?? (production ? 'none' : 'demo')) === 'demo',
    databaseWaitSeconds: environment.DATABASE_WAIT_SECONDS,
    apiRolePassword: environment.API_ROLE_PASSWORD,
    shellDeployToken: environment.SHELL_DEPLOY_TOKEN,
    adminEmail: environment.ADMIN_EMAIL,
    adminPassword: environment.ADMIN_PASSWORD,
    demoUserPassword: environment.DEMO_USER_PASSWORD,
  };
}

function parse<S extends z.ZodMiniType>(schema: S, variables: Variables): z.output<S> {
  const result = schema.safeParse(withSecretFiles(variables));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const name = String(issue?.path[0]);
  const value = variables[name];
  throw new ConfigError(
    value === undefined ? `${name} is missing: ${issue?.message}` : `${name} is wrong: ${issue?.message}`,
  );
}

/** Secrets may come as files, as Docker and Kubernetes mount them: `X_FILE` names the file that holds `X`. */
const SECRETS = [
  ...Object.keys(databaseEnvironment),
  ...Object.keys(signInEnvironment),
  'DATABASE_LISTEN_URL',
  'ADMIN_EMAIL',
  'API_ROLE_PASSWORD',
  'SHELL_DEPLOY_TOKEN',
  'MAIL_URL',
  ...Object.keys(stripeEnvironment),
];

function withSecretFiles(variables: Variables): Variables {
  const present = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  for (const name of SECRETS) {
    const file = present[`${name}_FILE`];
    if (file === undefined || present[name] !== undefined) continue;
    try {
      present[name] = readFileSync(file, 'utf8').trim();
    } catch {
      throw new ConfigError(`${name}_FILE is wrong: ${file} cannot be read`);
    }
  }
  return present;
}

function databaseUrlOf(address: string, password: string | undefined): string {
  const url = new URL(address);
  if (password !== undefined) url.password = encodeURIComponent(password);
  return url.href;
}
