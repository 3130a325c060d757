import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import styles from './notice.module.css';

interface Props {
  tone: 'info' | 'success' | 'danger';
  children: ReactNode;
}

const icons: Record<Props['tone'], IconName> = { info: 'info', success: 'check', danger: 'error' };

/** A sentence about a result, in a coloured box. Screen readers announce failures automatically. */
export function Notice({ tone, children }: Props) {
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={tone === 'danger' ? 'alert' : undefined}>
      <Icon name={icons[tone]} />
      <div className={styles.text}>{children}</div>
    </div>
  );
}
