import { SliceName } from '@boutique/contracts/slice';
import type { Context, Middleware } from 'koa';
import { type Override, type Overrides, readOverrides, refuseOverride, writeOverrides } from './overrides.ts';
import { isOrigin, OverrideError } from './resolve-override.ts';

const PARAMETER = /^slice\.(.*)$/;

/**
 * `?slice.produits=1.4.0` or `?slice.produits=http://localhost:5174` overrides the release of that slice in this
 * browser; an empty value ends the override. The answer redirects to the same page without the parameter. Several
 * parameters need as many `signature` parameters, in the same order.
 */
export function serveOverrides({ policy, resolver }: Pick<Overrides, 'policy' | 'resolver'>): Middleware {
  return async (ctx, next) => {
    const query = new URLSearchParams(ctx.querystring);
    const asked = [...query].flatMap(([name, value]) => {
      const slice = PARAMETER.exec(name)?.[1];
      // a version has no spaces: a space here is the plus sign of 1.4.0+build.7, typed unescaped
      return slice === undefined ? [] : [{ name, slice, value: value.replaceAll(' ', '+') }];
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
    // a Location that starts with two slashes would lead to another host
    ctx.set('Location', ctx.path.replace(/^[/\\]+/, '/') + (query.size > 0 ? `?${query}` : ''));
    ctx.body = '';
  };

  /** Says in a sentence why the override is refused. An unknown version is not refused here: the page reports it. */
  async function refuse(slice: string, override: Override): Promise<string | undefined> {
    const { value } = override;
    if (!SliceName.safeParse(slice).success) return `${slice} is no name of a slice.`;
    const wrong = refuseOverride(policy, slice, override);
    if (wrong || !isOrigin(value)) return wrong;
    try {
      await resolver.resolve(slice, value);
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
