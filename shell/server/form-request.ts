import { requestUrl } from '@boutique/contracts/client';
import type { RouteContract } from '@boutique/contracts/route';
import type * as z from 'zod/mini';

export interface FormRequest {
  /** Path and query. */
  path: string;
  headers: Record<string, string>;
  /** JSON. */
  body: string | undefined;
}

/**
 * The request of a route that these fields make, in the contract's types: texts of numbers and booleans are converted,
 * empty optional fields and unknown fields are left out. Whether the request is valid is for the API to say.
 */
export function formRequest(route: RouteContract, fields: ReadonlyMap<string, string>): FormRequest {
  const required = Object.keys(route.requestHeaders ?? {}).map((name) => [name, fields.get(name) ?? ''] as const);
  const named = (schema: RouteContract['params']) => (schema ? (typedValue(schema, '', fields) as object) : {});
  return {
    path: requestUrl(`${route.method} ${route.path}`, {
      params: { ...named(route.params) },
      query: { ...named(route.query) },
    }),
    headers: {
      ...Object.fromEntries(required.filter(([, value]) => /^[\x20-\x7e]+$/.test(value))),
      ...(route.body && { 'content-type': 'application/json' }),
    },
    body: route.body && JSON.stringify(typedValue(route.body, '', fields)),
  };
}

type Schema = z.core.$ZodType;

/** The value of the field `name` as this schema takes it; undefined for one that is to be left out. */
function typedValue(schema: Schema, name: string, fields: ReadonlyMap<string, string>): unknown {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const text = fields.get(name);
  if (def.type === 'optional' || def.type === 'default') {
    return text === '' ? undefined : typedValue(def.innerType, name, fields);
  }
  if (def.type === 'object') {
    const inner = Object.entries(def.shape).map(
      ([key, value]) => [key, typedValue(value, name ? `${name}.${key}` : key, fields)] as const,
    );
    return Object.fromEntries(inner.filter(([, value]) => value !== undefined));
  }
  if (text === undefined) return undefined;
  if (def.type === 'number') return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text;
  if (def.type === 'boolean') return { true: true, on: true, false: false }[text] ?? text;
  return text;
}
