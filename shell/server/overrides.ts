import { createHmac, timingSafeEqual } from 'node:crypto';
import { SliceName } from '@boutique/contracts/slice';
import type { Context } from 'koa';
import { setCookie } from './set-cookie.ts';

const COOKIE = 'slices';
const SIGNATURE = '.signature';

/** Who may have a page with another release of a slice than everybody has. */
export interface OverridePolicy {
  /** Everybody who asks. Never where strangers are: they would be led to it by links. */
  open: boolean;
  /** Whoever has a signature made with this key. */
  key?: string | undefined;
}

/** What one browser asked for: a version, or the origin of a dev server. */
export interface Override {
  value: string;
  signature?: string | undefined;
}

export const hasValidSignature = ({ key }: OverridePolicy, slice: string, { value, signature }: Override): boolean => {
  if (!key || !signature) return false;
  const expected = createHmac('sha256', key).update(`${slice}=${value}`).digest();
  const given = Buffer.from(signature, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected);
};

export const isAllowed = (policy: OverridePolicy, slice: string, override: Override): boolean =>
  policy.open || hasValidSignature(policy, slice, override);

/** The overrides of this browser, by slice, checked by nobody yet. */
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
