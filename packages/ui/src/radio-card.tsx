import { type ReactNode, useRef } from 'react';
import styles from './radio-card.module.css';
import { useEarlyChanges } from './use-early-changes.ts';

interface Props {
  /** The name of its group. */
  name: string;
  value: string;
  checked: boolean;
  onChange: (value: string) => void;
  children: ReactNode;
  /** Shown at the end of the line, such as a price. */
  aside?: ReactNode;
}

/** One choice of a group as a card. Put the group into a `<fieldset>` with a `<legend>`. */
export function RadioCard({ name, value, checked, onChange, children, aside }: Props) {
  const input = useRef<HTMLInputElement>(null);
  useEarlyChanges(input, (early) => early.checked && onChange(value));
  return (
    <label className={styles.card}>
      <input
        ref={input}
        type="radio"
        className={styles.input}
        name={name}
        value={value}
        checked={checked}
        onChange={() => onChange(value)}
      />
      <span className={styles.words}>{children}</span>
      {aside !== undefined && <span className={styles.aside}>{aside}</span>}
    </label>
  );
}
