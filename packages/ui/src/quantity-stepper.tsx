import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import styles from './quantity-stepper.module.css';
import { useEarlyChanges } from './use-early-changes.ts';

interface Props {
  /** The field of a form that is sent without scripts. */
  name?: string;
  /** The accessible name of the number. */
  label: string;
  decreaseLabel: string;
  increaseLabel: string;
  value: number;
  min?: number;
  max: number;
  onChange: (value: number) => void;
  /** Heights 44 and 52 px. */
  size?: 'md' | 'lg';
  /** Id of a text with details, such as the stock. */
  describedBy?: string | undefined;
}

/**
 * An input for a whole number, with buttons and arrow keys to step. A typed number takes effect on blur or Enter,
 * limited to the bounds; a text without a number changes nothing.
 */
export function QuantityStepper(props: Props) {
  const { name, label, decreaseLabel, increaseLabel, value, min = 1, max, onChange, size = 'md', describedBy } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const set = (next: number) => {
    const bounded = Math.max(min, Math.min(max, next));
    setTyped(null);
    if (bounded !== value) onChange(bounded);
  };
  useEarlyChanges(input, (early) => {
    const digits = early.value.replace(/\D/g, '');
    if (digits && document.activeElement !== early) set(Number(digits));
    else setTyped(digits);
  });
  const commit = () => (typed ? set(Number(typed)) : setTyped(null));
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (step) {
      event.preventDefault();
      set((typed ? Number(typed) : value) + step);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      commit();
    }
  };
  const button = (step: 1 | -1, action: string) => {
    const last = step > 0 ? value >= max : value <= min;
    return (
      <button
        type="button"
        className={styles.button}
        aria-label={action}
        aria-controls={id}
        data-scripts=""
        // aria-disabled rather than `disabled`, which would lose the focus at the bound
        aria-disabled={last || undefined}
        onClick={() => !last && set(value + step)}
      >
        <Icon name={step > 0 ? 'plus' : 'minus'} size={18} />
      </button>
    );
  };
  return (
    <span className={classNames(styles.frame, styles[size])}>
      {button(-1, decreaseLabel)}
      <input
        ref={input}
        id={id}
        name={name}
        className={styles.input}
        inputMode="numeric"
        autoComplete="off"
        role="spinbutton"
        aria-label={label}
        aria-valuenow={value}
        aria-valuemin={min}
        aria-valuemax={max}
        aria-describedby={describedBy}
        maxLength={3}
        value={typed ?? value}
        onChange={(event) => setTyped(event.target.value.replace(/\D/g, ''))}
        onFocus={(event) => event.target.select()}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      {button(1, increaseLabel)}
    </span>
  );
}
