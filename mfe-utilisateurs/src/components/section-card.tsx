import { type ReactNode, type Ref, useId } from 'react';
import styles from './section-card.module.css';

interface Props {
  title: string;
  /** Beside the title, such as a state. */
  aside?: ReactNode;
  /** Receives the focus when the focused element is gone. */
  headingRef?: Ref<HTMLHeadingElement>;
  children: ReactNode;
}

/** One subject of a page: a card with its heading. */
export function SectionCard({ title, aside, headingRef, children }: Props) {
  const id = useId();
  return (
    <section className={styles.card} aria-labelledby={id}>
      <div className={styles.header}>
        <h2 id={id} ref={headingRef} tabIndex={headingRef ? -1 : undefined} className={styles.title}>
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
