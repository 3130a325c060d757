import { gzipSync } from 'node:zlib';
import type { ProblemCode } from '@boutique/contracts/problems';
import type { RouteContract } from '@boutique/contracts/route';
import { exampleBody, exampleHeaders, examplePath, type Known } from './examples.ts';

/** One faulty request. */
export interface BadRequest {
  /** The fault, in words. */
  title: string;
  path: string;
  headers: Record<string, string>;
  body?: string | Buffer | undefined;
  /** The code that a caller with access must get; without it, any answer that the route declares is right. */
  expected?: ProblemCode;
}

const UNKNOWN_ID = '01890000-0000-7000-8000-000000000000';
const BOMB = gzipSync(JSON.stringify({ nom: 'x'.repeat(5_000_000) }));
/** In a body, the placeholder for raw JSON, since not every bad value survives `JSON.stringify`. */
const HERE = '@@here@@';

/** Values, as JSON, that hardly any field accepts. */
export const badValues: readonly string[] = [
  'null',
  'true',
  '-1',
  '1.5',
  '1e400',
  '2147483648',
  '9007199254740993',
  '""',
  '"   "',
  '"\\u0000"',
  '"Clavier\\u0000"',
  '"a\\u0001\\u001b[31m\\u007f\\u202e\\ufffe"',
  '"\\ud800"',
  '"\\udc00\\ud800 demi"',
  `"${'é'.repeat(10_000)}"`,
  '"\' or 1=1; --"',
  '[]',
  '["a","b"]',
  '{}',
  '{"__proto__":{"role":"admin"},"constructor":{"prototype":1}}',
  `${'['.repeat(2_000)}${']'.repeat(2_000)}`,
];

const badIds: readonly [id: string, expected?: ProblemCode][] = [
  [UNKNOWN_ID],
  ['pas-un-uuid'],
  ['Pas_Un_Slug', 'requete-invalide'],
  ['x'.repeat(10_000), 'requete-invalide'],
  ["'%20or%201=1--", 'requete-invalide'],
  ['..%2F..%2Fetc', 'requete-invalide'],
  ['%F0%9F%98%80', 'requete-invalide'],
  ['__proto__', 'requete-invalide'],
  ['%00', 'requete-invalide'],
  ['%ED%A0%80', 'requete-invalide'],
  ['%', 'requete-invalide'],
];

export const badQueryValues = [
  '',
  '%20',
  '-1',
  '1e9',
  '9'.repeat(30),
  'x'.repeat(5_000),
  '%25_%5C',
  "'%22%29",
  '%EF%BF%BE',
];

export const badHeaders: readonly [name: string, value: string][] = [
  ['if-match', '*'],
  ['if-match', 'v1'],
  ['if-match', '"v99999999999999999999"'],
  ['if-match', '"v999999999"'],
  ['if-match', '"é", W/'],
  ['idempotency-key', 'court'],
  ['idempotency-key', 'a'.repeat(5_000)],
  ['idempotency-key', 'clé d’idempotence'.replace('’', "'")],
  ['accept-language', 'xx-????;q=9, *;q=a'],
  ['accept-encoding', 'br;q=, zstd;q=7'],
  ['if-none-match', ',,"", W/'],
  ['x-request-id', '\t"<script>"'],
  ['x-forwarded-for', 'pas une adresse, ::::, 1.2.3.4.5'],
  ['traceparent', '00-zz'],
  ['cookie', 'session=%00; visiteur=; appareil=é; a=b=c; ;='],
  ['cookie', `session=${'s'.repeat(4_000)}; visiteur=${'v'.repeat(4_000)}`],
  ['origin', 'null'],
];

/** The refusal of a request without a header that its route requires. */
const withoutHeader: Readonly<Record<string, ProblemCode>> = {
  'If-Match': 'precondition-requise',
  'Idempotency-Key': 'cle-idempotence-manquante',
  'Stripe-Signature': 'signature-invalide',
};

/** The refusal of bytes that are not what the route takes, by operation. */
const unusableUpload: Readonly<Record<string, ProblemCode>> = {
  uploadImage: 'image-refusee',
  publishRelease: 'release-refused',
  confirmPaiement: 'signature-invalide',
};

/** A series of bad requests to one route, always the same. */
export function badRequests(route: RouteContract, known: Known): BadRequest[] {
  const good = () => {
    const body = exampleBody(route, known);
    return {
      path: examplePath(route, known),
      headers: exampleHeaders(route),
      body: body ? JSON.stringify(body) : route.upload && 'pas une image',
    };
  };
  const { path } = good();
  return [
    { ...good(), title: 'nothing' },
    ...inQuery(route, path).map((bad) => ({ ...good(), ...bad })),
    ...(route.params
      ? badIds.map(([id, expected]) => ({
          ...good(),
          title: `id ${id.slice(0, 20)}`,
          path: examplePath(route, known, id),
          ...(expected && { expected }),
        }))
      : []),
    ...badHeaders.map(([name, value]) => ({
      ...good(),
      title: `${name}: ${value.slice(0, 20)}`,
      headers: { ...good().headers, [name]: value },
      ...(name === 'origin' && route.method !== 'get' && { expected: 'origine-refusee' as const }),
    })),
    ...Object.keys(route.requestHeaders ?? {}).map((name) => {
      const { [name.toLowerCase()]: _, ...headers } = good().headers;
      return { ...good(), title: `no ${name}`, headers, ...(withoutHeader[name] && { expected: withoutHeader[name] }) };
    }),
    ...(route.method === 'get'
      ? []
      : [
          {
            ...good(),
            title: 'from another site',
            headers: { ...good().headers, 'sec-fetch-site': 'cross-site' },
            expected: 'origine-refusee' as const,
          },
        ]),
    ...(route.body ? inBody(route, known).map((bad) => ({ ...good(), ...bad })) : []),
    ...(route.upload
      ? inUpload(route.upload, unusableUpload[route.operationId]).map((bad) => ({
          ...good(),
          ...bad,
        }))
      : []),
  ];
}

type Change = Partial<BadRequest> & Pick<BadRequest, 'title'>;

function inQuery({ query, operationId }: RouteContract, path: string): Change[] {
  if (query && !('shape' in query)) throw new Error(`${operationId}: what does its query take?`);
  const names = Object.keys((query?.shape as object) ?? {});
  const invalid = (title: string, search: string): Change => ({
    title,
    path: `${path}?${search}`,
    expected: 'requete-invalide',
  });
  return [
    invalid('unknown parameter', 'inconnu=1'),
    invalid('__proto__', '__proto__=1&constructor=1'),
    invalid('malformed query', 'q=%ED%A0%80'),
    invalid('NUL in the query', 'q=a%00'),
    ...names.flatMap((name) => [
      invalid(`${name} twice`, `${name}=1&${name}=1`),
      ...badQueryValues.map((value) => ({
        title: `${name}=${value.slice(0, 20)}`,
        path: `${path}?${name}=${value}`,
      })),
    ]),
  ];
}

function inBody(route: RouteContract, known: Known): Change[] {
  const type = (contentType: string) => ({ ...exampleHeaders(route), 'content-type': contentType });
  const encoding = (name: string) => ({ ...exampleHeaders(route), 'content-encoding': name });
  const fields = Object.keys(exampleBody(route, known) as object);
  return [
    { title: 'no body', body: undefined },
    { title: 'empty body', body: '' },
    { title: 'broken JSON', body: '{"nom":', expected: 'corps-illisible' },
    { title: 'no JSON', body: '\u0000\ufeff{}', expected: 'corps-illisible' },
    { title: 'null', body: 'null', expected: 'corps-illisible' },
    { title: 'a string', body: '"texte"', expected: 'corps-illisible' },
    { title: 'an array', body: '[{}]', expected: 'requete-invalide' },
    {
      title: 'an unknown field',
      body: jsonWith(exampleBody(route, known), ['inconnu'], '1'),
      expected: 'requete-invalide',
    },
    { title: 'deep nesting', body: `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, expected: 'requete-invalide' },
    { title: 'too large', body: JSON.stringify({ nom: 'x'.repeat(200_000) }), expected: 'corps-trop-grand' },
    {
      title: 'a bomb',
      body: BOMB,
      headers: encoding('gzip'),
      expected: 'type-non-supporte',
    },
    { title: 'not gzip', body: '{"nom":1}', headers: encoding('gzip'), expected: 'type-non-supporte' },
    { title: 'unknown encoding', body: '{}', headers: encoding('rot13'), expected: 'type-non-supporte' },
    {
      title: 'a form',
      body: 'nom=x',
      headers: type('application/x-www-form-urlencoded'),
      expected: 'type-non-supporte',
    },
    { title: 'no type', body: Buffer.from('{}'), headers: type(''), expected: 'type-non-supporte' },
    // JSON is UTF-8, and a charset has no effect (RFC 8259, 11)
    { title: 'unknown charset', headers: type('application/json; charset=klingon') },
    { title: 'malformed type', headers: type('application/json; ;;=') },
    ...fields
      .flatMap((field) => leavesOf(exampleBody(route, known), [field]))
      .flatMap((leaf) =>
        badValues.map((value) => ({
          title: `${leaf.join('.')}: ${value.slice(0, 30)}`,
          body: jsonWith(exampleBody(route, known), leaf, value),
        })),
      ),
  ];
}

const inUpload = ({ maxBytes }: NonNullable<RouteContract['upload']>, expected: ProblemCode | undefined): Change[] => [
  { title: 'no body', body: undefined, ...(expected && { expected }) },
  { title: 'empty body', body: '', ...(expected && { expected }) },
  { title: 'a wrong type', headers: { 'content-type': 'image/svg+xml' }, expected: 'type-non-supporte' },
  {
    title: 'compressed',
    headers: { 'content-type': 'image/png', 'content-encoding': 'gzip' },
    expected: 'type-non-supporte',
  },
  { title: 'too large', body: Buffer.alloc(maxBytes + 1), expected: 'corps-trop-grand' },
];

type Path = readonly (string | number)[];

/** The paths of a value and of all values within it. */
function leavesOf(body: unknown, path: Path): Path[] {
  const value = path.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], body);
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.keys(value).flatMap((key) => leavesOf(body, [...path, key]))];
}

/** The body as JSON, with `value` (JSON, too) at a path. */
function jsonWith(body: unknown, path: Path, value: string): string {
  const changed = structuredClone(body);
  const holder = path.slice(0, -1).reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], changed);
  (holder as Record<string, unknown>)[String(path.at(-1))] = HERE;
  return JSON.stringify(changed).replace(JSON.stringify(HERE), () => value);
}
