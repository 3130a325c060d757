import type { RawInput } from '@boutique/contracts/input';
import fc from 'fast-check';
import { badHeaders, badQueryValues, badValues } from '../bad-requests.ts';
import type { Caller } from '../callers.ts';
import { exampleBody, exampleHeaders, examplePath } from '../examples.ts';
import { bodySchema, type DocumentedOperation, type JsonSchema, resolved } from './operations.ts';
import { valuesOf } from './schema-values.ts';

/** One change of a valid request. A body's value is JSON text, or undefined for an absent field. */
export type Change =
  | { in: 'path' | 'query' | 'header' | 'cookie'; name: string; value: string }
  | { in: 'body'; path: string[]; json: string | undefined }
  | { in: 'bytes'; bytes: Uint8Array<ArrayBuffer> };

/** The headers that change how a request is read, or whether it is let in. */
const OTHER_HEADERS = `
  accept authorization content-encoding content-type idempotency-key if-match if-none-match origin range sec-fetch-site
  traceparent x-forwarded-for x-forwarded-host x-forwarded-proto x-request-id`
  .trim()
  .split(/\s+/);
const COOKIES = ['session', 'visiteur', 'appareil', 'langue', '__Host-session'];

/** What a header of fetch can carry: bytes without control characters. */
const headerText = fc.string({
  unit: fc
    .integer({ min: 0x20, max: 0xff })
    .filter((code) => code !== 0x7f)
    .map((code) => String.fromCharCode(code)),
  maxLength: 60,
});
const anyText = fc.string({ unit: 'binary', maxLength: 120 });
const anyJson = fc.oneof(fc.constantFrom(...badValues), fc.json());

/** Up to four changes of the valid request of an operation, to shrink to those that matter. */
export function changesOf(operation: DocumentedOperation): fc.Arbitrary<Change[]> {
  const parameters = (operation.parameters ?? []).map(({ name, in: place, schema }): fc.Arbitrary<Change> => {
    if (place === 'header') return headerText.map((value) => ({ in: place, name: name.toLowerCase(), value }));
    const bad = fc.constantFrom(...badQueryValues.map(decodeURIComponent));
    const values = fc.oneof(valuesOf(schema).map(String), anyText, bad);
    // these would be the address of another route
    const named = place === 'path' ? values.filter((value) => !['', '.', '..'].includes(value)) : values;
    return named.map((value) => ({ in: place, name, value }));
  });
  const schema = bodySchema(operation);
  const bodies = schema
    ? fieldsOf(schema).map(([path, field]) =>
        fc
          .oneof(
            { arbitrary: valuesOf(field).map((value) => JSON.stringify(value)), weight: 2 },
            anyJson,
            fc.constant(undefined),
          )
          .map((json): Change => ({ in: 'body', path, json })),
      )
    : [];
  return fc.array(
    fc.oneof(
      ...parameters.map((arbitrary) => ({ arbitrary, weight: 3 })),
      ...bodies.map((arbitrary) => ({ arbitrary, weight: 3 })),
      ...(operation.route.upload
        ? [{ arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes): Change => ({ in: 'bytes', bytes })), weight: 3 }]
        : []),
      { arbitrary: fc.record({ in: fc.constant('query' as const), name: anyText, value: anyText }), weight: 1 },
      {
        arbitrary: fc.constantFrom(...badHeaders).map(([name, value]): Change => ({ in: 'header', name, value })),
        weight: 1,
      },
      {
        arbitrary: fc.record({
          in: fc.constant('header' as const),
          name: fc.constantFrom(...OTHER_HEADERS),
          value: headerText,
        }),
        weight: 1,
      },
      {
        arbitrary: fc.record({
          in: fc.constant('cookie' as const),
          name: fc.constantFrom(...COOKIES),
          value: headerText,
        }),
        weight: 1,
      },
    ),
    { maxLength: 4 },
  );
}

/** The fields of a body, with those inside, by their paths. The body itself is the empty path. */
function fieldsOf(written: JsonSchema, path: string[] = []): [path: string[], schema: JsonSchema][] {
  const schema = resolved(written);
  const inner = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => fieldsOf(field, [...path, name]));
  return [[path, schema], ...inner];
}

interface ChangedRequest {
  url: string;
  headers: Record<string, string>;
  body: string | Uint8Array<ArrayBuffer> | undefined;
  /** The same as the contract reads it. */
  input: RawInput;
}

/** The valid request of a caller, with these changes. */
export function changedRequest(
  { route }: DocumentedOperation,
  { cookie, authorization, known }: Caller,
  changes: readonly Change[],
): ChangedRequest {
  const example = examplePath(route, known).split('/');
  const params = Object.fromEntries(
    route.path
      .split('/')
      .flatMap((part, index) => (part.startsWith('{') ? [[part.slice(1, -1), example[index] ?? '']] : [])),
  );
  const query = new URLSearchParams();
  const headers: Record<string, string> = { ...exampleHeaders(route), ...(authorization && { authorization }) };
  const cookies: string[] = [];
  let json: unknown = exampleBody(route, known);
  let bytes: Uint8Array<ArrayBuffer> | undefined = route.upload && new Uint8Array([1, 2, 3]);
  for (const change of changes) {
    switch (change.in) {
      case 'path':
        params[change.name] = change.value;
        break;
      case 'query':
        query.append(change.name, change.value);
        break;
      case 'header':
        headers[change.name] = change.value;
        break;
      case 'cookie':
        cookies.push(`${change.name}=${change.value}`);
        break;
      case 'bytes':
        bytes = change.bytes;
        break;
      case 'body':
        json = withField(json, change.path, change.json);
    }
  }
  // the caller's own cookie comes last, as those of other hosts come first in a browser
  const sent = [headers.cookie, ...cookies, cookie].filter(Boolean).join('; ');
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(wellFormed(params[name] ?? '')),
  );
  const all: Record<string, string | string[]> = {};
  for (const [name, value] of query) all[name] = name in all ? [all[name] as string, value].flat() : value;
  return {
    url: path + (query.size > 0 ? `?${query}` : ''),
    headers: { ...headers, cookie: sent },
    body: route.upload ? bytes : json === undefined ? undefined : JSON.stringify(json),
    // the API reads an absent body as one without fields
    input: { params, query: all, body: json === undefined ? {} : json },
  };
}

/** An address is UTF-8, which has no half of a surrogate pair. */
const wellFormed = (text: string): string => text.toWellFormed();

/** A copy of a body with another value at a path, where the objects around it are there. */
function withField(body: unknown, path: readonly string[], json: string | undefined): unknown {
  const [name, ...rest] = path;
  const value = json === undefined ? undefined : parsed(json);
  if (name === undefined) return value;
  if (typeof body !== 'object' || body === null) return body;
  const inner = (body as Record<string, unknown>)[name];
  return { ...body, [name]: withField(inner, rest, json) };
}

/** `1e400` is JSON, and no number of JavaScript: JSON.stringify would send null. */
const parsed = (json: string): unknown =>
  JSON.parse(json, (_, value) => (value === Number.POSITIVE_INFINITY ? Number.MAX_VALUE : value));
