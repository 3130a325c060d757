import type { RouteContract } from '@boutique/contracts/route';
import { expect } from 'vitest';
import type { requestsTo } from './requests.ts';

const withCursor = (path: string, cursor: string) =>
  `${path}${path.includes('?') ? '&' : '?'}apres=${encodeURIComponent(cursor)}`;

/** A cursor of the list at `path`, which must have a second page. */
export async function cursorOf(
  requests: ReturnType<typeof requestsTo>,
  route: RouteContract,
  path: string,
): Promise<string> {
  const { next } = await requests.page(route, path);
  const cursor = new URLSearchParams(next?.split('?')[1]).get('apres');
  if (!cursor) throw new Error(`${path} has no second page: ask for fewer items`);
  return cursor;
}

/** Every cursor but this list's own must be refused, even with one changed character. */
export async function refusesForeignCursors(
  requests: ReturnType<typeof requestsTo>,
  path: string,
  cursor: string,
): Promise<void> {
  await requests.get(withCursor(path, cursor)).then(({ status }) => expect(status).toBe(200));
  const changed = [...cursor].map(
    (character, at) => cursor.slice(0, at) + (character === 'a' ? 'b' : 'a') + cursor.slice(at + 1),
  );
  for (const wrong of [...changed, cursor.slice(1), cursor.slice(0, -1), `${cursor}a`, 'inconnu']) {
    await requests.refused('curseur-invalide', withCursor(path, wrong));
  }
}

/** A cursor must be refused by a list with other filters, sort or language. */
export async function refusesCursorAt(
  requests: ReturnType<typeof requestsTo>,
  cursor: string,
  otherPath: string,
): Promise<void> {
  await requests.refused('curseur-invalide', withCursor(otherPath, cursor));
}
