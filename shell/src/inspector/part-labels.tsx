import styles from './inspector.module.css';
import type { ShownPart } from './use-parts.ts';

/** Says on every outlined part which release it came from. For the eyes alone: the panel says the same in words. */
export function PartLabels({ parts }: { parts: readonly ShownPart[] }) {
  return (
    <div aria-hidden="true" className={styles.labels}>
      {parts
        .filter(({ left, top }) => left >= 0 && top >= 0 && top < window.innerHeight)
        .map(({ slice, release, widget, left, top }) => (
          <span
            key={`${slice} ${widget ?? ''} ${left} ${top}`}
            className={widget ? styles.widgetLabel : styles.pageLabel}
            style={{ translate: `${left}px ${top}px` }}
          >
            {widget ?? slice} {release}
          </span>
        ))}
    </div>
  );
}
