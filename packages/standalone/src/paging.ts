import type { Page } from '@boutique/contracts/client';
import { checksum } from './checksum.ts';
import { MockProblem } from './mock-problem.ts';

interface Paging {
  limite: number;
  apres?: string | undefined;
  /** Filters, sort and language in one string: a cursor of one list is refused by every other. */
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

/** Opaque: the reader compares it with the cursors that this list can have, and decodes nothing. */
const cursorOf = (id: string, scope: string) => checksum(`${scope} ${id}`);
