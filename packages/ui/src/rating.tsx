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

/** Width and height of one star, in pixels. The stylesheet cuts five of them out of the bars. */
const STAR = 16;

/** Stars filled up to the mean rating, followed by the figures. */
export function Rating({ note, nombreAvis, locale }: Props) {
  const { none, outOf, reviews } = words[locale];
  if (note === null) return <span className={styles.none}>{none}</span>;
  return (
    <span className={styles.rating}>
      <svg className={styles.stars} width={5 * STAR} height={STAR} aria-hidden="true">
        <rect width="100%" height="100%" />
        <rect width={Math.round(note * STAR * 100) / 100} height="100%" />
      </svg>
      <span className={styles.note}>{formatNumber(note, locale, { minDecimals: 1 })}</span>
      <VisuallyHidden> {outOf} </VisuallyHidden>
      {nombreAvis !== undefined && (
        <span className={styles.count}>
          <VisuallyHidden>, </VisuallyHidden>
          <span>{formatNumber(nombreAvis, locale)}</span>
          <VisuallyHidden>{` ${reviews[nombreAvis === 1 ? 0 : 1]}`}</VisuallyHidden>
        </span>
      )}
    </span>
  );
}
