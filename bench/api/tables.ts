import { median } from '../pages/figures.ts';
import type { Case } from './cases.ts';
import type { Result } from './load.ts';
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
