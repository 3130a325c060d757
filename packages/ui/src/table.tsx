import type { AriaRole, ReactNode } from 'react';
import styles from './table.module.css';

interface Props {
  /** Name of the table, for screen readers. */
  caption: string;
  /** Column heads; an empty text for a column without one, such as a column of buttons. */
  columns: readonly string[];
  children: ReactNode;
}

/** CSS that lays a table out as cards removes the native roles of its elements; explicit roles stay. */
const keep = (role: AriaRole) => ({ role });

/** A table; below 640 px each row becomes a card that names its columns. */
export function Table({ caption, columns, children }: Props) {
  return (
    <table {...keep('table')} className={styles.table}>
      <caption className={styles.caption}>{caption}</caption>
      <thead {...keep('rowgroup')} className={styles.head}>
        <tr {...keep('row')}>
          {columns.map((column, index) =>
            column ? (
              <th key={column} {...keep('columnheader')} scope="col">
                {column}
              </th>
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column without a name has only its position as a key
              <td key={index} {...keep('cell')} />
            ),
          )}
        </tr>
      </thead>
      <tbody {...keep('rowgroup')}>{children}</tbody>
    </table>
  );
}

export function Row({ children }: { children: ReactNode }) {
  return (
    <tr {...keep('row')} className={styles.row}>
      {children}
    </tr>
  );
}

/** `label` is the column's name, shown on a card. `heading` marks the cell that names the row. */
export function Cell({ label, heading = false, children }: { label: string; heading?: boolean; children: ReactNode }) {
  const content = (
    <>
      {label !== '' && (
        <span aria-hidden="true" className={styles.label}>
          {label}
        </span>
      )}
      <span className={styles.content}>{children}</span>
    </>
  );
  return heading ? (
    <th {...keep('rowheader')} scope="row" className={styles.heading}>
      {content}
    </th>
  ) : (
    <td {...keep('cell')}>{content}</td>
  );
}
