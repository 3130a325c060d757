import { SliceName } from '@boutique/contracts/slice';
import type { Context, Middleware } from 'koa';
import { hasValidSignature, isAllowed, type OverridePolicy, readOverrides, writeOverrides } from './overrides.ts';
import { isOrigin, isOwnMachine, OverrideError, type ResolveOverride, refuseValue } from './resolve-override.ts';

const PARAMETER = /^slice\.(.*)$/;

interface Dependencies {
  policy: OverridePolicy;
  resolve: ResolveOverride;
}

/**
 * `?slice.produits=1.4.0` or `?slice.produits=http://localhost:5174` gives this browser another release of that slice,
 * an empty value the usual one; the answer leads to the same page without the parameter. Several parameters take as many
 * `signature`s, in their order.
 */
export function serveOverrides({ policy, resolve }: Dependencies): Middleware {
  return async (ctx, next) => {
    const query = new URLSearchParams(ctx.querystring);
    const asked = [...query].flatMap(([name, value]) => {
      const slice = PARAMETER.exec(name)?.[1];
      return slice === undefined ? [] : [{ name, slice, value }];
    });
    const off = !policy.open && !policy.key;
    if (asked.length === 0 || off || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next();

    const overrides = readOverrides(ctx);
    const signatures = query.getAll('signature').values();
    for (const { slice, value } of asked) {
      if (value === '') overrides.delete(slice);
      else {
        const override = { value, signature: signatures.next().value };
        const refusal = await refuse(slice, override);
        if (refusal) return answer(ctx, refusal);
        overrides.set(slice, override);
      }
    }
    writeOverrides(ctx, overrides);
    for (const { name } of asked) query.delete(name);
    query.delete('signature');
    ctx.status = 303;
    ctx.set('Cache-Control', 'no-store');
    // two slashes would lead to another host
    ctx.set('Location', ctx.path.replace(/^[/\\]+/, '/') + (query.size > 0 ? `?${query}` : ''));
    ctx.body = '';
  };

  /** The sentence to answer with, if any. A version that is not known is said by the page instead. */
  async function refuse(slice: string, override: { value: string; signature?: string | undefined }) {
    const { value } = override;
    if (!SliceName.safeParse(slice).success) return `${slice} is no name of a slice.`;
    if (!isAllowed(policy, slice, override))
      return `The override ${slice}=${value} is not signed with this shop's key: make its signature anew.`;
    const wrong = refuseValue(value);
    if (wrong || !isOrigin(value)) return wrong;
    // a link from somewhere must not have the gateway call into its network, nor the page run a stranger's code
    if (!isOwnMachine(value) && !hasValidSignature(policy, slice, override))
      return `${value} is not this machine: the override needs a signature.`;
    try {
      await resolve(slice, value);
      return undefined;
    } catch (error) {
      if (error instanceof OverrideError) return error.message;
      throw error;
    }
  }
}

function answer(ctx: Context, sentence: string): void {
  ctx.status = 400;
  ctx.type = 'text/plain; charset=utf-8';
  ctx.set('Cache-Control', 'no-store');
  ctx.body = `${sentence}\n`;
}
