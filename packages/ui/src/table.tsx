import type { AriaRole, ReactNode } from 'react';
import styles from './table.module.css';

interface Props {
  /** What the table lists, for screen readers. */
  caption: string;
  /** Column heads; an empty one needs no words, as above buttons. */
  columns: readonly string[];
  children: ReactNode;
}

/** Laid out as cards, elements of a table lose the roles that they have by nature; written out they keep them. */
const keep = (role: AriaRole) => ({ role });

/** Rows and columns; under 640 px each row is a card that names its columns. */
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
              // biome-ignore lint/suspicious/noArrayIndexKey: a column without a name is what stands at its place
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

/** `label` is the column's name, shown on a card. The `heading` of a row says which thing it is about. */
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
