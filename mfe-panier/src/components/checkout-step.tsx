import { Button } from '@boutique/ui/button';
import { Icon } from '@boutique/ui/icon';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import type { Step } from '../checkout/checkout-draft.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './checkout-step.module.css';

interface Props {
  step: Step;
  state: 'open' | 'done' | 'later';
  /** Whether it is the only open step. */
  current: boolean;
  /** Whether the step takes the focus when it opens; not at the page's first render. */
  focusOnOpen: boolean;
  onEdit: () => void;
  /** The decisions of a finished step. */
  summary?: ReactNode;
  children: ReactNode;
}

/** One step of the checkout. An open step shows its fields; finished steps can be opened again. */
export function CheckoutStep({ step, state, current, focusOnOpen, onEdit, summary, children }: Props) {
  const { checkout: texts } = useTexts();
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const open = state === 'open';
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the step opens, not when the permission changes
  useEffect(() => {
    if (open && focusOnOpen) heading.current?.focus();
  }, [open]);
  return (
    <section aria-labelledby={id} className={styles.step} data-state={state}>
      <div className={styles.head}>
        <span className={styles.number} aria-hidden="true">
          {state === 'done' ? <Icon name="check" size={18} /> : step}
        </span>
        <h2 ref={heading} id={id} tabIndex={-1} className={styles.title} aria-current={current ? 'step' : undefined}>
          {texts.steps[step]}
        </h2>
        {state === 'done' && (
          <Button variant="ghost" size="sm" aria-label={texts.editStep(texts.steps[step])} onClick={onEdit}>
            {texts.edit}
          </Button>
        )}
      </div>
      {open ? (
        <div className={styles.body}>{children}</div>
      ) : (
        state === 'done' && <div className={styles.body}>{summary}</div>
      )}
    </section>
  );
}
