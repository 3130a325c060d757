import { expect, it } from 'vitest';
import { paginate } from './paging.ts';

const items = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }));

it('reads a list page by page', () => {
  const first = paginate(items, { limite: 2, scope: 's' });
  expect(first).toMatchObject({ items: [{ id: 'a' }, { id: 'b' }], total: 5 });
  const second = paginate(items, { limite: 2, scope: 's', apres: first.next ?? '' });
  expect(second.items).toEqual([{ id: 'c' }, { id: 'd' }]);
  expect(paginate(items, { limite: 2, scope: 's', apres: second.next ?? '' })).toEqual({
    items: [{ id: 'e' }],
    total: 5,
    next: null,
  });
});

it('has no next page after a full last page', () => {
  expect(paginate(items, { limite: 5, scope: 's' }).next).toBeNull();
});

it('refuses cursors of another scope', () => {
  const { next } = paginate(items, { limite: 2, scope: 's' });
  expect(() => paginate(items, { limite: 2, scope: 't', apres: next ?? '' })).toThrowError(
    expect.objectContaining({ code: 'curseur-invalide' }),
  );
});
