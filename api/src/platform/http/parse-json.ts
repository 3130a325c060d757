import { parse } from '@hapi/bourne';
import { ProblemError } from './problem-error.ts';

/**
 * Parses the bytes of a JSON object or array. What another reader could understand in another way is refused: bytes that
 * are no UTF-8 (RFC 8259, 8.1), a key that an object has twice (RFC 8259, 4), and `__proto__`.
 * @throws ProblemError `corps-illisible`
 */
export function parseJson(bytes: Buffer): unknown {
  const text = textOf(bytes);
  const value = jsonOf(text);
  const twice = duplicateKeyOf(text);
  if (twice !== undefined) throw unreadable(`Le corps de la requête donne deux fois la clé « ${twice} ».`);
  return value;
}

const unreadable = (detail: string) => new ProblemError('corps-illisible', detail);

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unreadable('Le corps de la requête doit être encodé en UTF-8.');
  }
}

function jsonOf(text: string): unknown {
  let value: unknown;
  try {
    value = parse(text);
  } catch {}
  if (typeof value === 'object' && value !== null) return value;
  throw unreadable('Le corps de la requête doit être un objet ou un tableau JSON valide.');
}

/** In valid JSON, a string before a colon is a key of the innermost open object. */
const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|[{}]/g;

function duplicateKeyOf(json: string): string | undefined {
  const open: Set<string>[] = [];
  for (const [token, string, colon] of json.matchAll(TOKENS)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (colon) {
      const key: string = JSON.parse(string ?? '');
      const keys = open.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    }
  }
  return undefined;
}
