import styles from './inspector.module.css';
import type { ShownPart } from './use-parts.ts';

/** A label's height, and about its width, in CSS pixels. */
const HEIGHT = 16;
const WIDTH = 130;

/** Says on every outlined part which release it came from. For the eyes alone: the panel says the same in words. */
export function PartLabels({ parts }: { parts: readonly ShownPart[] }) {
  const visible = parts.filter(({ left, top, bottom }) => left >= 0 && bottom > 0 && top < window.innerHeight);
  return (
    <div aria-hidden="true" className={styles.labels}>
      {visible.map((part, index) => {
        const { slice, release, widget, left, top, bottom } = part;
        const y = isBeside(part, visible[index - 1]) ? bottom : Math.max(top - HEIGHT, 0);
        return (
          <span
            key={`${slice} ${widget ?? ''} ${left} ${top}`}
            className={widget ? styles.widgetLabel : styles.pageLabel}
            style={{ translate: `${left}px ${y}px` }}
          >
            {widget ?? slice} {release}
          </span>
        );
      })}
    </div>
  );
}

/** Whether the label of the part before would be covered. */
const isBeside = ({ left, top }: ShownPart, before: ShownPart | undefined) =>
  before !== undefined && Math.abs(top - before.top) < HEIGHT && Math.abs(left - before.left) < WIDTH;
