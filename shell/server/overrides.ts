import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { RegisteredRelease, Release } from '@boutique/contracts/release';
import { SliceName } from '@boutique/contracts/slice';
import type { Context } from 'koa';
import { isOrigin, isOwnMachine, OverrideError, type OverrideResolver } from './resolve-override.ts';
import { setCookie } from './set-cookie.ts';
import { escapeAttribute } from './write-entete.ts';

const COOKIE = 'overrides';
const SIGNATURE = '.signature';

/** Which browsers may have a page with another release of a slice than all others. */
export interface OverridePolicy {
  /** Every one that asks. Never in public: a link would do. */
  open: boolean;
  /** One whose override has a signature made with this key. */
  key?: string | undefined;
}

/** What one browser asked for: a version, or the origin of a slice's server. */
export interface Override {
  value: string;
  signature?: string | undefined;
}

interface PageOverrides {
  /** By slice; only those that can be had. */
  releases: Map<string, RegisteredRelease>;
  /** Elements that the page needs for them. */
  head: string[];
  /** Inline scripts among these, as sources of the content security policy. */
  scripts: string[];
  devOrigins: string[];
}

const hasValidSignature = ({ key }: OverridePolicy, slice: string, { value, signature }: Override): boolean => {
  if (!key || !signature) return false;
  const expected = createHmac('sha256', key).update(`${slice}=${value}`).digest();
  const given = Buffer.from(signature, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected);
};

/** Why this override is refused, in a sentence; undefined when it is allowed. */
export function refuseOverride(policy: OverridePolicy, slice: string, override: Override): string | undefined {
  const { value } = override;
  const isSigned = hasValidSignature(policy, slice, override);
  if (!policy.open && !isSigned)
    return `The override ${slice}=${value} is not signed with this shop's key: make its signature anew.`;
  // a link from elsewhere must not have the gateway call into its network, nor the page run a stranger's code
  if (isOrigin(value) && !isOwnMachine(value) && !isSigned)
    return `${value} is not this machine: the override needs a signature.`;
  return undefined;
}

/** The overrides that this browser sends, by slice, not checked yet. */
export function readOverrides(ctx: Context): Map<string, Override> {
  const written = new URLSearchParams(ctx.cookies.get(COOKIE) ?? '');
  return new Map(
    [...written]
      .filter(([slice, value]) => SliceName.safeParse(slice).success && value !== '')
      .map(([slice, value]) => [slice, { value, signature: written.get(slice + SIGNATURE) ?? undefined }]),
  );
}

/** Until the browser is closed; with no override left the cookie goes. */
export function writeOverrides(ctx: Context, overrides: ReadonlyMap<string, Override>): void {
  const written = new URLSearchParams();
  for (const [slice, { value, signature }] of overrides) {
    written.set(slice, value);
    if (signature) written.set(slice + SIGNATURE, signature);
  }
  setCookie(ctx, COOKIE, written.toString(), overrides.size === 0 ? 0 : undefined);
}

export type Overrides = ReturnType<typeof createOverrides>;

/** What the overrides of a browser change, checked with each request: a cookie is not to be trusted. */
export function createOverrides({ policy, resolver }: { policy: OverridePolicy; resolver: OverrideResolver }) {
  const allowedOf = (ctx: Context) =>
    [...readOverrides(ctx)].filter(([slice, override]) => refuseOverride(policy, slice, override) === undefined);

  return {
    policy,
    resolver,

    /** The release at this path, when this browser has an override for it. */
    async releaseAt(ctx: Context, base: string): Promise<Release | undefined> {
      for (const [slice, { value }] of allowedOf(ctx)) {
        const release = await resolver.releaseAt(base, slice, value);
        if (release) return release;
      }
      return undefined;
    },

    /** What they change in a page; undefined when there are none, or none is allowed. */
    async ofPage(ctx: Context): Promise<PageOverrides | undefined> {
      const asked = allowedOf(ctx);
      if (asked.length === 0) return undefined;
      const releases = new Map<string, RegisteredRelease>();
      const devOrigins = new Set<string>();
      const told = new Map<string, { value: string; state?: OverrideError['state'] }>();
      for (const [slice, { value }] of asked) {
        try {
          const { registered, devOrigin } = await resolver.resolve(slice, value);
          releases.set(slice, registered);
          if (devOrigin) devOrigins.add(devOrigin);
          told.set(slice, { value });
        } catch (error) {
          if (!(error instanceof OverrideError)) throw error;
          told.set(slice, { value, state: error.state });
        }
      }
      const preambles = [...devOrigins].slice(0, 1).map(refreshPreamble);
      const meta = escapeAttribute(JSON.stringify(Object.fromEntries(told)));
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
 * What the modules of dev servers expect of the page, which a built shell does not have: the runtime of React's Fast
 * Refresh. A page has one; the federation plugin's own modules ask for it under this global (its `src/plugins/hmr/react.ts`).
 */
function refreshPreamble(origin: string): string {
  const runtime = JSON.stringify(`${origin}/@mf-react-refresh-local`);
  return `import{injectIntoGlobalHook}from${runtime};globalThis.__MF_REACT_REFRESH_URL__=${runtime};injectIntoGlobalHook(window);window.$RefreshReg$=()=>{};window.$RefreshSig$=()=>(type)=>type;`;
}
