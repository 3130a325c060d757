import styles from './avatar.module.css';
import { hueClass } from './hue.ts';

/** First letters of the first and last word: `Jean-Marc de la Tour` -> `JT`. */
export function initials(nom: string): string {
  const words = nom.trim().split(/\s+/u);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toLocaleUpperCase('fr');
}

/** Decorative: put the name beside it as text. `size` in pixels. */
export function Avatar({ nom, size }: { nom: string; size: 36 | 56 | 96 }) {
  return (
    // the stylesheet shows the initials: as text they would belong to the name of a button around them
    <span
      aria-hidden="true"
      className={`${styles.avatar} ${styles[`size${size}`]} ${hueClass(nom)}`}
      data-initials={initials(nom)}
    />
  );
}
