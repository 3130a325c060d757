import { type ComponentProps, useId, useRef } from 'react';
import { Icon } from './icon.tsx';
import styles from './select.module.css';
import { useEarlyChanges } from './use-early-changes.ts';

interface Props extends Omit<ComponentProps<'select'>, 'children' | 'onChange' | 'id'> {
  label: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}

/** The browser's native select, with its label on the same line. */
export function Select({ label, options, onChange, ...rest }: Props) {
  const id = useId();
  const select = useRef<HTMLSelectElement>(null);
  useEarlyChanges(select, ({ value }) => onChange(value));
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <span className={styles.frame}>
        <select
          ref={select}
          id={id}
          className={styles.select}
          onChange={(event) => onChange(event.target.value)}
          {...rest}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <span className={styles.arrow}>
          <Icon name="chevron-down" size={16} />
        </span>
      </span>
    </div>
  );
}
