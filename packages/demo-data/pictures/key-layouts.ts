type Role = 'letters' | 'modifiers' | 'accent';

/** One cap, in key units from the upper left corner of its block of keys. */
export interface Key {
  x: number;
  y: number;
  width: number;
  height: number;
  role: Role;
}

/** Caps and the recesses they stand in (x, y, width, height), and the size of the whole, in key units. */
export interface KeyBlock {
  keys: Key[];
  wells: (readonly [number, number, number, number])[];
  width: number;
  height: number;
}

type Layout = '60' | '75' | 'tkl' | 'full' | 'laptop';

/** Widths of a row from the left; a negative one is a gap, a string with `m` is a modifier, with `a` an accent. */
type Row = readonly (number | string)[];

const repeat = (count: number, width: number | string): (number | string)[] =>
  Array.from({ length: count }, () => width);

const functionRow: Row = ['1a', -1, ...repeat(4, 1), -0.5, ...repeat(4, '1m'), -0.5, ...repeat(4, 1)];
const main: Row[] = [
  [...repeat(13, 1), '2m'],
  ['1.5m', ...repeat(12, 1), '1.5m'],
  ['1.75m', ...repeat(11, 1), '2.25a'],
  ['2.25m', ...repeat(10, 1), '2.75m'],
  [...repeat(3, '1.25m'), 6.25, ...repeat(4, '1.25m')],
];
const compact: Row[] = [
  ['1a', -0.25, ...repeat(4, 1), -0.25, ...repeat(4, '1m'), -0.25, ...repeat(4, 1), -0.25, '1m', '1m'],
  [...repeat(13, 1), '2m', '1m'],
  ['1.5m', ...repeat(12, 1), '1.5m', '1m'],
  ['1.75m', ...repeat(11, 1), '2.25a', '1m'],
  ['2.25m', ...repeat(10, 1), '1.75m', '1m', '1m'],
  [...repeat(3, '1.25m'), 6.25, ...repeat(3, '1m'), '1m', '1m', '1m'],
];
const navigation: Row[] = [repeat(3, '1m'), repeat(3, '1m'), repeat(3, '1m'), [], [-1, '1m'], repeat(3, '1m')];
const numbers: Row[] = [repeat(4, '1m'), [...repeat(3, 1), '1m'], repeat(3, 1), repeat(3, 1), [2, 1]];

function readRows(rows: readonly Row[], x: number, y: number, functionGap: number): Key[] {
  return rows.flatMap((row, index) => {
    let left = x;
    const top = y + index + (index > 0 ? functionGap : 0);
    return row.flatMap((entry): Key[] => {
      const width = Number.parseFloat(String(entry));
      const at = left;
      left += Math.abs(width);
      if (width < 0) return [];
      const role = String(entry).endsWith('m') ? 'modifiers' : String(entry).endsWith('a') ? 'accent' : 'letters';
      return [{ x: at, y: top, width, height: 1, role }];
    });
  });
}

/** The keys of a keyboard in one piece. */
export function keysOf(layout: Layout): KeyBlock {
  switch (layout) {
    case '60':
      return whole([['1a', ...repeat(12, 1), '2m'], ...main.slice(1)], 15, 0);
    case '75':
      return whole(compact, 16, 0.15);
    case 'laptop':
      return whole([repeat(15, 1), ...main], 15, 0);
    case 'tkl':
      return { ...tenKeyLess(), width: 18.25, height: 6.25 };
    case 'full': {
      const { keys, wells } = tenKeyLess();
      const tallKeys: Key[] = [
        { x: 21.5, y: 2.25, width: 1, height: 2, role: 'modifiers' },
        { x: 21.5, y: 4.25, width: 1, height: 2, role: 'accent' },
      ];
      return {
        keys: [...keys, ...readRows(numbers, 18.5, 1.25, 0), ...tallKeys],
        wells: [...wells, [18.5, 1.25, 4, 5]],
        width: 22.5,
        height: 6.25,
      };
    }
  }
}

function whole(rows: Row[], width: number, functionGap: number): KeyBlock {
  const height = rows.length + functionGap;
  return { keys: readRows(rows, 0, 0, functionGap), wells: [[0, 0, width, height]], width, height };
}

function tenKeyLess(): Pick<KeyBlock, 'keys' | 'wells'> {
  return {
    keys: [...readRows([functionRow, ...main], 0, 0, 0.25), ...readRows(navigation, 15.25, 0, 0.25)],
    wells: [
      [0, 0, 1, 1],
      [2, 0, 4, 1],
      [6.5, 0, 4, 1],
      [11, 0, 4, 1],
      [0, 1.25, 15, 5],
      [15.25, 0, 3, 1],
      [15.25, 1.25, 3, 2],
      [16.25, 4.25, 1, 1],
      [15.25, 5.25, 3, 1],
    ],
  };
}

/** Half of a split board: columns at their own heights, and keys for the thumb. `mirrored` gives the right hand. */
export function splitHalf(mirrored: boolean): KeyBlock {
  const stagger = [0.5, 0.4, 0.15, 0, 0.15, 0.3];
  const columns = stagger.flatMap((offset, column) =>
    Array.from({ length: column < 4 ? 5 : 4 }, (_, row): Key => {
      const edge = column === 0 || row === 4;
      const role = column === 0 && row === 0 ? 'accent' : edge ? 'modifiers' : 'letters';
      return { x: column, y: offset + row, width: 1, height: 1, role };
    }),
  );
  const thumbs: Key[] = [
    { x: 4, y: 4.3, width: 1, height: 1.3, role: 'modifiers' },
    { x: 5, y: 4.45, width: 1, height: 1.3, role: 'accent' },
  ];
  const keys = [...columns, ...thumbs].map((key) => (mirrored ? { ...key, x: 6 - key.x - key.width } : key));
  return { keys: keys.sort((a, b) => a.y - b.y), wells: [], width: 6, height: 5.75 };
}
