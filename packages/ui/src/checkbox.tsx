import { type ReactNode, useRef } from 'react';
import styles from './checkbox.module.css';
import { Icon } from './icon.tsx';
import { useEarlyChanges } from './use-early-changes.ts';

interface Props {
  /** The field that a form without scripts sends: `true` or `false`. */
  name?: string;
  /** Whether the form sends `false`, too; else it sends nothing for an unchecked box. */
  sendsFalse?: boolean;
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
  /** Shown at the end of the line, such as a count. */
  aside?: ReactNode;
  disabled?: boolean;
}

/** A checkbox whose whole line can be clicked: box, label and `aside`. */
export function Checkbox({ name, sendsFalse = true, checked, onChange, children, aside, disabled = false }: Props) {
  const input = useRef<HTMLInputElement>(null);
  useEarlyChanges(input, (early) => onChange(early.checked));
  return (
    <label className={styles.line}>
      {/* of two fields with one name the last one counts */}
      {name && sendsFalse && <input type="hidden" name={name} value="false" />}
      <input
        ref={input}
        type="checkbox"
        name={name}
        value={name && 'true'}
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
