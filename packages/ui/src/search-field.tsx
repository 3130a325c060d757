import { type ComponentProps, useRef } from 'react';
import { Icon } from './icon.tsx';
import styles from './search-field.module.css';
import { useEarlyChanges } from './use-early-changes.ts';

interface Props extends Omit<ComponentProps<'input'>, 'type' | 'onChange' | 'aria-label' | 'value' | 'className'> {
  /** The accessible name. */
  label: string;
  value: string;
  onChange: (value: string) => void;
  clearLabel: string;
}

/** A search input with a magnifier; when it has a text, also with a button that clears it. */
export function SearchField({ label, value, onChange, clearLabel, ...rest }: Props) {
  const input = useRef<HTMLInputElement>(null);
  useEarlyChanges(input, (early) => onChange(early.value));
  return (
    <span className={styles.frame}>
      <span className={styles.icon}>
        <Icon name="search" />
      </span>
      <input
        ref={input}
        type="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        aria-label={label}
        className={styles.input}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        {...rest}
      />
      {value !== '' && (
        <button
          type="button"
          data-scripts=""
          className={styles.clear}
          aria-label={clearLabel}
          title={clearLabel}
          onClick={() => {
            onChange('');
            input.current?.focus();
          }}
        >
          <Icon name="close" size={16} />
        </button>
      )}
    </span>
  );
}
