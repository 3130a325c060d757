import type { Langue } from '@boutique/contracts/common';
import { formatNumber } from '@boutique/contracts/numbers';
import styles from './rating.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

interface Props {
  /** 0 to 5; null without ratings. */
  note: number | null;
  /** Number of reviews; omit it for a single review. */
  nombreAvis?: number;
  locale: Langue;
}

const words = {
  fr: { none: 'Pas encore d’avis', outOf: 'sur 5', reviews: ['avis', 'avis'] },
  en: { none: 'No reviews yet', outOf: 'out of 5', reviews: ['review', 'reviews'] },
} as const;

/** Width and height of one star, in pixels. */
const STAR = 16;
/** Five stars in a row; each outline begins one star to the right of the last one. */
const OUTLINES = `M${8 - STAR} 1.3${`m${STAR} 0l2.06 4.18 4.61.67-3.34 3.25.79 4.59-4.12-2.17-4.12 2.17.79-4.59-3.34-3.25 4.61-.67z`.repeat(5)}`;

/** Stars filled up to the mean rating, followed by the figures. */
export function Rating({ note, nombreAvis, locale }: Props) {
  const { none, outOf, reviews } = words[locale];
  if (note === null) return <span className={styles.none}>{none}</span>;
  return (
    <span className={styles.rating}>
      <span className={styles.stars} aria-hidden="true">
        <Stars count={5} />
        <Stars count={note} className={styles.filled} />
      </span>
      <span className={styles.note}>{formatNumber(note, locale, { minDecimals: 1 })}</span>
      <VisuallyHidden> {outOf} </VisuallyHidden>
      {nombreAvis !== undefined && (
        <span className={styles.count}>
          <VisuallyHidden>, </VisuallyHidden>
          {formatNumber(nombreAvis, locale)}
          <VisuallyHidden> {reviews[nombreAvis === 1 ? 0 : 1]}</VisuallyHidden>
        </span>
      )}
    </span>
  );
}

/** So many stars, also parts of one: the width cuts the row off. */
function Stars({ count, className }: { count: number; className?: string | undefined }) {
  const width = Math.round(count * STAR * 100) / 100;
  return (
    <svg
      className={className}
      width={width}
      height={STAR}
      viewBox={`0 0 ${width} ${STAR}`}
      fill="currentColor"
      aria-hidden="true"
    >
      <path d={OUTLINES} />
    </svg>
  );
}
