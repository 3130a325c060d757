import { formatMoment } from '@boutique/contracts/dates';
import type { ReleaseStatistics, Statistics } from '@boutique/contracts/deployments';
import { useShell } from '@boutique/facade';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { useTexts } from '../texts/use-texts.ts';
import styles from './counts-chart.module.css';

const WIDTH = 600;
const HEIGHT = 160;

interface Props {
  what: 'loads' | 'failures';
  statistics: Statistics;
}

/**
 * Counts of releases over time: a line for each, and a table behind them. The drawing stretches with the page, so its
 * labels are beside it.
 */
export function CountsChart({ what, statistics: { from, intervalSeconds, releases } }: Props) {
  const { statistics: texts, states } = useTexts();
  const { locale } = useShell();
  const intervals = releases[0]?.[what].length ?? 0;
  const moment = (slot: number) =>
    formatMoment(Date.parse(from) + slot * intervalSeconds * 1_000, locale, { short: true });
  const greatest = Math.max(1, ...releases.flatMap((release) => release[what]));
  const y = scaleLinear([0, greatest], [HEIGHT, 0]).nice(3);
  const x = scaleLinear([0, Math.max(1, intervals - 1)], [0, WIDTH]);
  const path = line<number>(
    (_, slot) => x(slot),
    (count) => y(count),
  );
  const ticks = y.ticks(3).filter(Number.isInteger);
  const totals = releases.map((release) => texts.total(release.version, sumOf(release[what]))).join(', ');
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>{texts[what]}</figcaption>
      <div className={styles.frame}>
        <span className={styles.most} aria-hidden="true">
          {ticks.at(-1)}
        </span>
        <svg
          role="img"
          aria-label={texts.summary(texts[what], totals)}
          className={styles.drawing}
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
        >
          {ticks.map((tick) => (
            <line key={tick} className={styles.grid} x1={0} x2={WIDTH} y1={y(tick)} y2={y(tick)} />
          ))}
          {/* the newest on top */}
          {releases.map((release, index) => (
            <path key={release.integrity} data-series={index} className={styles.series} d={path(release[what]) ?? ''} />
          ))}
        </svg>
        <span className={styles.times} aria-hidden="true">
          <span>{moment(0)}</span>
          <span>{moment(intervals)}</span>
        </span>
      </div>
      <ul className={styles.legend}>
        {releases.map(({ version, integrity, state }, index) => (
          <li key={integrity}>
            <svg aria-hidden="true" width="28" height="8" viewBox="0 0 28 8">
              <path data-series={index} className={styles.series} d="M0 4h28" />
            </svg>
            <span>{texts.legend(version, states[state])}</span>
          </li>
        ))}
      </ul>
      <CountsTable what={what} releases={releases} intervals={intervals} moment={moment} />
    </figure>
  );
}

interface TableProps {
  what: Props['what'];
  releases: readonly ReleaseStatistics[];
  intervals: number;
  moment: (slot: number) => string;
}

/** The intervals in which anything was reported, as numbers. */
function CountsTable({ what, releases, intervals, moment }: TableProps) {
  const { statistics: texts } = useTexts();
  const slots = Array.from({ length: intervals }, (_, slot) => slot).filter((slot) =>
    releases.some((release) => (release[what][slot] ?? 0) > 0),
  );
  if (slots.length === 0) return <p className={styles.none}>{texts.none}</p>;
  return (
    <details className={styles.details}>
      <summary>{texts.table(texts[what])}</summary>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{texts.time}</th>
            {releases.map(({ version, integrity }) => (
              <th key={integrity} scope="col">
                {version}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {slots.map((slot) => (
            <tr key={slot}>
              <th scope="row">{moment(slot)}</th>
              {releases.map((release) => (
                <td key={release.integrity}>{release[what][slot]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
