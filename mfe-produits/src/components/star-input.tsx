import { useId } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './star-input.module.css';

const notes = [1, 2, 3, 4, 5] as const;

interface Props {
  /** The note that is chosen at first. */
  chosen?: number;
  error?: string | undefined;
}

/** One to five stars, as radio buttons, so that arrow keys work. The stylesheet fills the stars up to the chosen one. */
export function StarInput({ chosen, error }: Props) {
  const { reviews: texts } = useTexts();
  const id = useId();
  return (
    <fieldset className={styles.field} aria-describedby={error ? `${id}-error` : undefined}>
      <legend className={styles.legend}>{texts.rating}</legend>
      <div className={styles.stars}>
        {notes.map((note) => (
          <label key={note} className={styles.star}>
            <input
              type="radio"
              name="note"
              value={note}
              required
              defaultChecked={note === chosen}
              aria-invalid={error !== undefined || undefined}
            />
            <svg width="32" height="32" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">
              <path d="M8 1.3l2.06 4.18 4.61.67-3.34 3.25.79 4.59L8 11.82l-4.12 2.17.79-4.59L1.33 6.15l4.61-.67z" />
            </svg>
            <span className={styles.words}>{texts.stars(note)}</span>
          </label>
        ))}
      </div>
      {error && (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
