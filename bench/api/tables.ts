import { median } from '../pages/figures.ts';
import type { Case } from './cases.ts';
import type { Result } from './load.ts';
import type { Mixed } from './mixed.ts';
import type { Orders } from './orders.ts';
import type { Growth } from './sizes.ts';

/** Both in the same run, in turn. */
export interface Measured {
  name: string;
  target: Case['target'];
  shop: Result[];
  opponent: Result[];
}

const markdown = (rows: readonly (readonly string[])[]): string =>
  [rows[0] ?? [], (rows[0] ?? []).map(() => '---'), ...rows.slice(1)]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

export function tableOf(measured: readonly Measured[]): string {
  const lines = measured.map(({ name, target, shop, opponent }) => {
    const of = (results: readonly Result[], figure: keyof Result) => median(results.map((result) => result[figure]));
    const [kind, bound] = Object.entries(target)[0] as ['perSecond' | 'cpuMs', number];
    const ratio = of(shop, kind) / of(opponent, kind);
    const isHeld = kind === 'cpuMs' ? ratio <= bound : ratio >= bound;
    return [
      name,
      ...[shop, opponent].flatMap((results) => [
        of(results, 'perSecond').toFixed(0),
        of(results, 'cpuMs').toFixed(3),
        `${of(results, 'p50')}, ${of(results, 'p99')}`,
      ]),
      (of(shop, 'memory') / 2 ** 20).toFixed(0),
      `${kind === 'cpuMs' ? 'CPU' : 'requests'} ${ratio.toFixed(2)}`,
      `${kind === 'cpuMs' ? '<=' : '>='} ${bound}${isHeld ? '' : ' (not held)'}`,
    ];
  });
  const head = [
    'case',
    'requests/s',
    'CPU ms',
    'p50, p99 ms',
    'opponent',
    'CPU ms',
    'p50, p99 ms',
    'MB',
    'ratio',
    'target',
  ];
  return markdown([head, ...lines]);
}

export function sizesTable(measured: readonly Growth[]): string {
  const sizes = Object.keys(measured[0]?.times ?? {});
  const lines = measured.map(({ name, times, target }) => {
    const all = sizes.map((size) => times[size] ?? Number.NaN);
    const [first = Number.NaN, last = Number.NaN] = [all[0], all.at(-1)];
    const bound = 'ms' in target ? `<= ${target.ms} ms` : `<= ${target.ratio} of the first`;
    const isHeld = 'ms' in target ? last <= target.ms : last <= target.ratio * first;
    return [name, ...all.map((ms) => ms.toFixed(1)), `${bound}${isHeld ? '' : ' (not held)'}`];
  });
  return markdown([['p50 ms', ...sizes.map((size) => `${size} products`), 'target'], ...lines]);
}

/** @returns two rows, each beside its target */
export function mixedTable(mixed: readonly Mixed[], orders: readonly Orders[]): string {
  const of = <Figures>(all: readonly Figures[], figure: keyof Figures) =>
    median(all.map((figures) => Number(figures[figure])));
  const [p50, p99] = [of(mixed, 'p50'), of(mixed, 'p99')];
  const [throughApi, alone] = [of(orders, 'throughApi'), of(orders, 'alone')];
  const note = (isHeld: boolean) => (isHeld ? '' : ' (not held)');
  return markdown([
    ['load', 'figures', 'ratio', 'target'],
    [
      'lists, carts, orders',
      `${of(mixed, 'perSecond').toFixed(0)} requests/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`,
      `p99 ${(p99 / p50).toFixed(1)}`,
      `<= 3${note(p99 <= 3 * p50)}`,
    ],
    [
      'orders',
      `${throughApi.toFixed(0)}/s through the API, ${alone.toFixed(0)}/s by its statements alone`,
      (throughApi / alone).toFixed(2),
      `>= 0.5${note(throughApi >= 0.5 * alone)}`,
    ],
  ]);
}
