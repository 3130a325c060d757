import { median } from './figures.ts';
import type { Cost } from './measure-gateways.ts';
import { type HangTimes, within } from './measure-hang.ts';
import type { Measured } from './measure-pages.ts';

type Visit = Measured['cold'];

const whole = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(0));
const kilobytes = (bytes: number) => (bytes / 1000).toFixed(0);

/** The columns for a visit: heading, figure, its text. */
const COLUMNS: [heading: string, figure: (visit: Visit) => number, text: (value: number) => string][] = [
  ['requests', ({ requests }) => requests, whole],
  ['until load', ({ requestsUntilLoad }) => requestsUntilLoad, whole],
  ['JS files', ({ scripts }) => scripts, whole],
  ['JS KB', ({ bytes }) => bytes.script, kilobytes],
  ['CSS files', ({ styles }) => styles, whole],
  ['HTML KB', ({ bytes }) => bytes.document, kilobytes],
  ['CSS KB', ({ bytes }) => bytes.style, kilobytes],
  ['image KB', ({ bytes }) => bytes.image, kilobytes],
  ['font KB', ({ bytes }) => bytes.font, kilobytes],
  ['fetch KB', ({ bytes }) => bytes.fetch, kilobytes],
  ['FCP', ({ fcp }) => fcp, whole],
  ['LCP', ({ lcp }) => lcp, whole],
  ['CLS', ({ cls }) => cls, (value) => value.toFixed(3)],
  ['TBT', ({ tbt }) => tbt, whole],
  ['header', ({ headerHydrated }) => headerHydrated, whole],
  ['page', ({ pageHydrated }) => pageHydrated, whole],
  ['round trips', ({ roundTrips }) => roundTrips, whole],
  ['INP search', ({ search }) => search, whole],
  ['INP add', ({ addToCart }) => addToCart, whole],
  ['to product', ({ openProduct }) => openProduct, whole],
];

/** Tables in Markdown, one for each condition and visit: the median of the runs. */
export function writeTables(measured: readonly Measured[]): string {
  const groups = Map.groupBy(measured, ({ network, protocol }) => `${network}, ${protocol}`);
  return [...groups]
    .flatMap(([condition, rows]) =>
      (['cold', 'warm'] as const).map((visit) => `\n### ${condition}, ${visit}\n\n${tableOf(rows, visit)}`),
    )
    .join('\n');
}

function tableOf(rows: readonly Measured[], visit: 'cold' | 'warm'): string {
  const lines = [...Map.groupBy(rows, ({ page, site }) => `${page} | ${site}`)].map(([name, runs]) => {
    const cells = COLUMNS.map(([, figure, text]) => text(median(runs.map((run) => figure(run[visit])))));
    return [name, ...cells, runs[0]?.[visit].lcpElement ?? ''];
  });
  return tableFrom(['page | site', ...COLUMNS.map(([heading]) => heading), 'LCP element'], lines);
}

/** A table in Markdown of what gateways spent: the median of the runs. */
export function writeCosts(costs: readonly Cost[]): string {
  const groups = Map.groupBy(costs, ({ page, site, kept, clients }) =>
    [page, site, kept ? 'yes' : 'no', clients].join(' | '),
  );
  const lines = [...groups].map(([name, runs]) => [
    name,
    median(runs.map(({ cpuMs }) => cpuMs)).toFixed(2),
    (median(runs.map(({ memory }) => memory)) / 1e6).toFixed(0),
  ]);
  return tableFrom(['page | site | kept | clients', 'CPU ms per page', 'memory MB (PSS)'], lines);
}

/** A table in Markdown of how long pages took while a release hung. */
export function writeHang(times: readonly HangTimes[]): string {
  const lines = (['good', 'hanging'] as const).map((state) => {
    const runs = times.map((run) => run[state]);
    return [state, ...[0.5, 0.99, 1].map((part) => within(part, runs).toFixed(1))];
  });
  return tableFrom(['releases', 'p50 ms', 'p99 ms', 'slowest ms'], lines);
}

const tableFrom = (head: string[], lines: string[][]): string =>
  [head, head.map((cell) => cell.replace(/[^|]+/g, '---')), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
