import styles from './rating.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

interface Props {
  /** 0 to 5; null without ratings. */
  note: number | null;
  /** Number of reviews; omit it for a single review. */
  nombreAvis?: number;
  locale: 'fr' | 'en';
}

const words = {
  fr: { none: 'Pas encore d’avis', outOf: 'sur 5', reviews: ['avis', 'avis'] },
  en: { none: 'No reviews yet', outOf: 'out of 5', reviews: ['review', 'reviews'] },
} as const;

const STAR = 'M8 1.3l2.06 4.18 4.61.67-3.34 3.25.79 4.59L8 11.82l-4.12 2.17.79-4.59L1.33 6.15l4.61-.67z';

/** Stars filled up to the mean rating, followed by the figures. */
export function Rating({ note, nombreAvis, locale }: Props) {
  const { none, outOf, reviews } = words[locale];
  if (note === null) return <span className={styles.none}>{none}</span>;
  return (
    <span className={styles.rating}>
      <span className={styles.stars} aria-hidden="true">
        <Stars />
        <span className={styles.filled} style={{ width: `${(note / 5) * 100}%` }}>
          <Stars />
        </span>
      </span>
      <span className={styles.note}>{note.toLocaleString(locale, { minimumFractionDigits: 1 })}</span>
      <VisuallyHidden> {outOf} </VisuallyHidden>
      {nombreAvis !== undefined && (
        <span className={styles.count}>
          <VisuallyHidden>, </VisuallyHidden>
          {nombreAvis.toLocaleString(locale)}
          <VisuallyHidden> {reviews[nombreAvis === 1 ? 0 : 1]}</VisuallyHidden>
        </span>
      )}
    </span>
  );
}

function Stars() {
  return (
    <svg width="80" height="16" viewBox="0 0 80 16" fill="currentColor" aria-hidden="true">
      {[0, 16, 32, 48, 64].map((x) => (
        <path key={x} d={STAR} transform={`translate(${x})`} />
      ))}
    </svg>
  );
}
