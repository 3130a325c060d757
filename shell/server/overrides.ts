import { createHash, timingSafeEqual } from 'node:crypto';
import type { RegisteredRelease, Release } from '@boutique/contracts/release';
import { SliceName } from '@boutique/contracts/slice';
import { signOverride } from '@boutique/release/sign-override';
import type { Context } from 'koa';
import { escapeAttribute } from './escape-html.ts';
import { isOrigin, isOwnMachine, OverrideError, type OverrideResolver, refuseValue } from './resolve-override.ts';
import { setCookie } from './set-cookie.ts';

const COOKIE = 'overrides';
const SIGNATURE = '.signature';

/** Which browsers may override the release of a slice. */
export interface OverridePolicy {
  /** Allows any browser. Never in public: a mere link would switch the release. */
  open: boolean;
  /** Allows overrides that are signed with this key. */
  key?: string | undefined;
}

/** One browser's override: `value` is a version, or the origin of a slice's server. */
export interface Override {
  value: string;
  signature?: string | undefined;
}

interface PageOverrides {
  /** Overriding releases by slice; unavailable ones are left out. */
  releases: Map<string, RegisteredRelease>;
  /** Elements that the page needs for them. */
  head: string[];
  /** The inline scripts in `head`, as sources for the content security policy. */
  scripts: string[];
  devOrigins: string[];
}

const hasValidSignature = ({ key }: OverridePolicy, slice: string, { value, signature }: Override): boolean => {
  if (!key || !signature) return false;
  const expected = Buffer.from(signOverride(key, slice, value));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
};

/** Says in a sentence why this override is refused; undefined when it is allowed. */
export function refuseOverride(policy: OverridePolicy, slice: string, override: Override): string | undefined {
  const { value } = override;
  // a cookie can have any value, and the gateway fetches what an origin is followed by
  const wrong = refuseValue(value);
  if (wrong) return wrong;
  const isSigned = hasValidSignature(policy, slice, override);
  if (!policy.open && !isSigned)
    return `The override ${slice}=${value} is not signed with this shop's key: sign it again.`;
  // a foreign link must not make the gateway send requests into its network, nor the page run foreign code
  if (isOrigin(value) && !isOwnMachine(value) && !isSigned)
    return `${value} is not this machine: the override needs a signature.`;
  return undefined;
}

/** The overrides in the browser's cookie, by slice, unchecked. */
export function readOverrides(ctx: Context): Map<string, Override> {
  const written = new URLSearchParams(ctx.cookies.get(COOKIE) ?? '');
  return new Map(
    [...written]
      .filter(([slice, value]) => SliceName.safeParse(slice).success && value !== '')
      .map(([slice, value]) => [slice, { value, signature: written.get(slice + SIGNATURE) ?? undefined }]),
  );
}

/** Sets the cookie until the browser is closed; deletes it when no override is left. */
export function writeOverrides(ctx: Context, overrides: ReadonlyMap<string, Override>): void {
  const written = new URLSearchParams();
  for (const [slice, { value, signature }] of overrides) {
    written.set(slice, value);
    if (signature) written.set(slice + SIGNATURE, signature);
  }
  setCookie(ctx, COOKIE, written.toString(), overrides.size === 0 ? 0 : undefined);
}

export type Overrides = ReturnType<typeof createOverrides>;

/** Applies a browser's overrides. They are checked on every request, since cookies cannot be trusted. */
export function createOverrides({ policy, resolver }: { policy: OverridePolicy; resolver: OverrideResolver }) {
  const allowedOf = (ctx: Context) =>
    [...readOverrides(ctx)].filter(([slice, override]) => refuseOverride(policy, slice, override) === undefined);

  return {
    policy,
    resolver,

    /** The release at this path if this browser has an override for it. */
    async releaseAt(ctx: Context, base: string): Promise<Release | undefined> {
      for (const [slice, { value }] of allowedOf(ctx)) {
        const release = await resolver.releaseAt(base, slice, value);
        if (release) return release;
      }
      return undefined;
    },

    /** The changes to a page; undefined when no override is set and allowed. */
    async ofPage(ctx: Context): Promise<PageOverrides | undefined> {
      const asked = allowedOf(ctx);
      if (asked.length === 0) return undefined;
      const releases = new Map<string, RegisteredRelease>();
      const devOrigins = new Set<string>();
      const results = new Map<string, { value: string; state?: OverrideError['state'] }>();
      for (const [slice, { value }] of asked) {
        try {
          const { registered, devOrigin } = await resolver.resolve(slice, value);
          releases.set(slice, registered);
          if (devOrigin) devOrigins.add(devOrigin);
          results.set(slice, { value });
        } catch (error) {
          if (!(error instanceof OverrideError)) throw error;
          results.set(slice, { value, state: error.state });
        }
      }
      const preambles = [...devOrigins].slice(0, 1).map(refreshPreamble);
      const meta = escapeAttribute(JSON.stringify(Object.fromEntries(results)));
      return {
        releases,
        head: [
          `<meta name="overrides" content="${meta}">`,
          ...preambles.map((text) => `<script type="module">${text}</script>`),
        ],
        scripts: preambles.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`),
        devOrigins: [...devOrigins],
      };
    },
  };
}

/**
 * Sets up React's Fast Refresh, which modules of a dev server expect and a built shell lacks. A page can have only one
 * runtime; the federation plugin's modules read its address from this global (its `src/plugins/hmr/react.ts`).
 */
function refreshPreamble(origin: string): string {
  const runtime = JSON.stringify(`${origin}/@mf-react-refresh-local`);
  return `import{injectIntoGlobalHook}from${runtime};globalThis.__MF_REACT_REFRESH_URL__=${runtime};injectIntoGlobalHook(window);window.$RefreshReg$=()=>{};window.$RefreshSig$=()=>(type)=>type;`;
}
