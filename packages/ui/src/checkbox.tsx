import type { ReactNode } from 'react';
import styles from './checkbox.module.css';
import { Icon } from './icon.tsx';

interface Props {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
  /** Shown at the end of the line, such as a count. */
  aside?: ReactNode;
  disabled?: boolean;
}

/** A checkbox whose whole line can be clicked: box, label and `aside`. */
export function Checkbox({ checked, onChange, children, aside, disabled = false }: Props) {
  return (
    <label className={styles.line}>
      <input
        type="checkbox"
        className={styles.input}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className={styles.box}>
        <Icon name="check" size={14} />
      </span>
      <span className={styles.words}>{children}</span>
      {aside !== undefined && <span className={styles.aside}>{aside}</span>}
    </label>
  );
}
