import { type ReactNode, useEffect, useEffectEvent, useId, useRef } from 'react';
import styles from './popover.module.css';
import { useHydrated } from './use-hydrated.ts';

interface Props {
  /** Renders the control that opens it: `(trigger) => <button {...trigger}>`. */
  trigger: (props: { id: string; 'aria-expanded': boolean; 'aria-controls': string | undefined }) => ReactNode;
  open: boolean;
  /** Called after Escape, and when the focus or a click goes elsewhere. */
  onClose: () => void;
  /** The accessible name of the panel. */
  label: string;
  children: ReactNode;
}

/** A small panel under the control that opens it, above all other content. It does not move the focus. */
export function Popover({ trigger, open, onClose, label, children }: Props) {
  const id = useId();
  const hydrated = useHydrated();
  const frame = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);
  const close = useEffectEvent((event: Event) => {
    if (event instanceof KeyboardEvent) {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (frame.current?.contains(document.activeElement)) document.getElementById(id)?.focus();
    } else if (event.target instanceof Node && frame.current?.contains(event.target)) {
      return;
    }
    onClose();
  });
  useEffect(() => {
    if (!open) return;
    // in the top layer no ancestor can cover or clip it
    panel.current?.showPopover?.();
    const listen = (event: Event) => close(event);
    const types = ['keydown', 'pointerdown', 'focusin'];
    for (const type of types) document.addEventListener(type, listen);
    return () => types.forEach((type) => void document.removeEventListener(type, listen));
  }, [open]);
  return (
    <div ref={frame} className={styles.frame}>
      <span className={styles.anchor}>
        {trigger({ id, 'aria-expanded': open, 'aria-controls': open ? `${id}-panel` : undefined })}
      </span>
      {open && (
        <section
          ref={panel}
          id={`${id}-panel`}
          {...(hydrated && 'showPopover' in HTMLElement.prototype && { popover: 'manual' as const })}
          aria-label={label}
          className={styles.panel}
        >
          {children}
        </section>
      )}
    </div>
  );
}
