import type { Page } from '@boutique/contracts/client';
import { checksum } from './checksum.ts';
import { MockProblem } from './mock-problem.ts';

interface Paging {
  limite: number;
  apres?: string | undefined;
  /** Filters, sort order and language in one string, so that a cursor is valid for only one list. */
  scope: string;
}

/**
 * One page of a sorted list, after the item that the cursor names.
 * @throws MockProblem `curseur-invalide` when the cursor was altered or belongs to another list
 */
export function paginate<Item extends { id: string }>(
  sorted: readonly Item[],
  { limite, apres, scope }: Paging,
): Page<Item> {
  const start = apres === undefined ? 0 : sorted.findIndex(({ id }) => cursorOf(id, scope) === apres) + 1;
  if (apres !== undefined && start === 0) {
    throw new MockProblem('curseur-invalide', 'Reprenez la liste depuis sa première page');
  }
  const items = sorted.slice(start, start + limite);
  const last = items.at(-1);
  return {
    items,
    total: sorted.length,
    next: last && start + limite < sorted.length ? cursorOf(last.id, scope) : null,
  };
}

/** An opaque cursor: it is not decoded, but compared with the cursors of the list's items. */
const cursorOf = (id: string, scope: string) => checksum(`${scope} ${id}`);
