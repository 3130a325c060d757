import * as z from 'zod/mini';
import type { FieldError } from './problems.ts';
import type { RouteContract } from './route.ts';

export interface RawInput {
  params: Readonly<Record<string, string | undefined>>;
  query: Readonly<Record<string, string | string[] | undefined>>;
  body: unknown;
}

type Issue = z.core.$ZodIssue;

export type ParsedInput =
  | { ok: true; input: { params: unknown; query: unknown; body: unknown } }
  | { ok: false; erreurs: FieldError[] };

/** Of a route that takes no query. */
const NO_QUERY = z.strictObject({});

/** Parses a request with the route's schemas, in the API and in the mocks alike, and reports all errors together. */
export function parseInput(route: RouteContract, raw: RawInput): ParsedInput {
  const erreurs: FieldError[] = [];
  const parse = (place: keyof RawInput) => {
    const schema = route[place] ?? (place === 'query' ? NO_QUERY : undefined);
    if (!schema) return undefined;
    const result = schema.safeParse(raw[place]);
    if (result.success) erreurs.push(...unstorableTexts(place, result.data));
    else erreurs.push(...result.error.issues.flatMap((issue) => fieldErrors(place, issue, raw.query)));
    return result.data;
  };
  const input = { params: parse('params'), query: parse('query'), body: parse('body') };
  return erreurs.length > 0 ? { ok: false, erreurs } : { ok: true, input };
}

/** Zod names the object that has unknown keys; this names each key instead. */
function fieldErrors(place: string, issue: Issue, query: RawInput['query']): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      chemin: [place, ...issue.path, key].join('.'),
      message: 'Paramètre inconnu',
    }));
  }
  const repeated = place === 'query' && Array.isArray(query[String(issue.path[0])]);
  const message = repeated ? 'Ce paramètre ne peut être donné qu’une fois' : issue.message;
  return [{ chemin: [place, ...issue.path].join('.'), message }];
}

/**
 * PostgreSQL can store no NUL, its JSON no half of a surrogate pair; in a text, UTF-8 would turn that half into U+FFFD.
 */
function unstorableTexts(chemin: string, value: unknown): FieldError[] {
  if (typeof value === 'string') {
    if (value.isWellFormed() && !value.includes('\0')) return [];
    return [{ chemin, message: 'Un texte sans caractère nul (U+0000) ni moitié de caractère est attendu' }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => unstorableTexts(`${chemin}.${key}`, inner));
}
