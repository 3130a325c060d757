import type { CSSProperties } from 'react';
import styles from './avatar.module.css';
import { hueOf } from './hue.ts';

/** The first letters of the first and the last word: `Jean-Marc de la Tour` -> `JT`. */
export function initials(nom: string): string {
  const words = nom.trim().split(/\s+/u);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toLocaleUpperCase('fr');
}

/** Decorative: the name stands beside it in words. `size` in pixels. */
export function Avatar({ nom, size = 40 }: { nom: string; size?: number }) {
  const style = { '--hue': hueOf(nom), '--size': `${size}px` } as CSSProperties;
  return (
    // written by the stylesheet: as text they would count as the words of a button around them
    <span aria-hidden="true" className={styles.avatar} style={style} data-initials={initials(nom)} />
  );
}
