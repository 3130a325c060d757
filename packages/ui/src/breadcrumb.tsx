import type { ReactNode } from 'react';
import styles from './breadcrumb.module.css';

interface Props {
  /** The accessible name of the landmark. */
  label: string;
  /** From the root down; the last item is the current page, shown as plain text. */
  items: { key: string; node: ReactNode }[];
}

export function Breadcrumb({ label, items }: Props) {
  return (
    <nav aria-label={label}>
      <ol className={styles.list}>
        {items.map(({ key, node }, index) => (
          <li key={key} className={styles.item} aria-current={index === items.length - 1 ? 'page' : undefined}>
            {node}
          </li>
        ))}
      </ol>
    </nav>
  );
}
