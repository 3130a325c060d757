import { createHash } from 'node:crypto';
import type { RegisteredRelease } from '@boutique/contracts/release';
import type { Context } from 'koa';
import { hasValidSignature, isAllowed, type OverridePolicy, readOverrides } from './overrides.ts';
import { isOrigin, isOwnMachine, OverrideError, type ResolveOverride } from './resolve-override.ts';
import { escapeAttribute } from './write-entete.ts';

export interface PageOverrides {
  /** By slice; only those that can be had. */
  releases: Map<string, RegisteredRelease>;
  /** Elements that the page needs for them. */
  head: string[];
  /** Inline scripts among these, as sources of the content security policy. */
  scripts: string[];
  devOrigins: string[];
}

/** What the overrides of this browser change in a page; undefined when there are none, or none is allowed. */
export async function pageOverrides(
  ctx: Context,
  { policy, resolve }: { policy: OverridePolicy; resolve: ResolveOverride },
): Promise<PageOverrides | undefined> {
  const asked = [...readOverrides(ctx)].filter(
    ([slice, override]) =>
      isAllowed(policy, slice, override) &&
      (!isOrigin(override.value) || isOwnMachine(override.value) || hasValidSignature(policy, slice, override)),
  );
  if (asked.length === 0) return undefined;
  const releases = new Map<string, RegisteredRelease>();
  const devOrigins = new Set<string>();
  const named: Record<string, string> = {};
  for (const [slice, { value }] of asked) {
    try {
      const { registered, devOrigin } = await resolve(slice, value);
      releases.set(slice, registered);
      if (devOrigin) devOrigins.add(devOrigin);
      named[slice] = value;
    } catch (error) {
      if (!(error instanceof OverrideError)) throw error;
      named[slice] = `${value} ${error.state}`;
    }
  }
  const preambles = [...devOrigins].slice(0, 1).map(refreshPreamble);
  return {
    releases,
    head: [
      `<meta name="surcharges" content="${escapeAttribute(JSON.stringify(named))}">`,
      ...preambles.map((text) => `<script type="module">${text}</script>`),
    ],
    scripts: preambles.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`),
    devOrigins: [...devOrigins],
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
