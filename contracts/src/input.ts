import type * as z from 'zod/mini';
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

/** Parses what came in through the route's schemas, the same in the API and in the mocks. All errors at once. */
export function parseInput(route: RouteContract, raw: RawInput): ParsedInput {
  const erreurs: FieldError[] = [];
  const parse = (part: keyof RawInput) => {
    const schema = route[part];
    if (!schema) return undefined;
    const result = schema.safeParse(raw[part]);
    if (result.success) erreurs.push(...unstorableTexts(part, result.data));
    else erreurs.push(...result.error.issues.flatMap((issue) => fieldErrors(part, issue, raw.query)));
    return result.data;
  };
  const input = { params: parse('params'), query: parse('query'), body: parse('body') };
  return erreurs.length > 0 ? { ok: false, erreurs } : { ok: true, input };
}

/** An issue of an unknown key names the object; name each key instead. */
function fieldErrors(part: string, issue: Issue, query: RawInput['query']): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      chemin: [part, ...issue.path, key].join('.'),
      message: 'Paramètre inconnu',
    }));
  }
  const repeated = part === 'query' && Array.isArray(query[String(issue.path[0])]);
  const message = repeated ? 'Ce paramètre ne peut être donné qu’une fois' : issue.message;
  return [{ chemin: [part, ...issue.path].join('.'), message }];
}

/** PostgreSQL has no place for a NUL, nor JSON in it for half of a surrogate pair; of one in a text, UTF-8 makes U+FFFD. */
function unstorableTexts(chemin: string, value: unknown): FieldError[] {
  if (typeof value === 'string') {
    if (value.isWellFormed() && !value.includes('\0')) return [];
    return [{ chemin, message: 'Un texte sans caractère nul (U+0000) ni moitié de caractère est attendu' }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => unstorableTexts(`${chemin}.${key}`, inner));
}
