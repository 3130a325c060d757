import styles from './inspector.module.css';
import type { ShownSection } from './use-sections.ts';

/** A label's height, and about its width, in CSS pixels. */
const HEIGHT = 16;
const WIDTH = 130;

/** Labels every outlined section with its release. Hidden from screen readers: the panel has the same facts as text. */
export function SectionLabels({ sections }: { sections: readonly ShownSection[] }) {
  const visible = sections.filter(({ left, top, bottom }) => left >= 0 && bottom > 0 && top < window.innerHeight);
  return (
    <div aria-hidden="true" className={styles.labels}>
      {visible.map((section, index) => {
        const { slice, release, widget, left, top, bottom } = section;
        const y = isBeside(section, visible[index - 1]) ? bottom : Math.max(top - HEIGHT, 0);
        return (
          <span
            key={`${slice} ${widget ?? ''} ${left} ${top}`}
            className={widget ? styles.widgetLabel : styles.pageLabel}
            style={{ translate: `${left}px ${y}px` }}
          >
            {`${widget ?? slice} ${release}`}
          </span>
        );
      })}
    </div>
  );
}

/** Whether this label would cover the label of the previous section. */
const isBeside = ({ left, top }: ShownSection, before: ShownSection | undefined) =>
  before !== undefined && Math.abs(top - before.top) < HEIGHT && Math.abs(left - before.left) < WIDTH;
