import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';
import styles from './state-panel.module.css';

type Tone = 'vide' | 'erreur' | 'hors-ligne' | 'absent';

const icons: Record<Tone, IconName> = { vide: 'search', erreur: 'error', 'hors-ligne': 'offline', absent: 'plug' };

interface Props {
  /** The reason: nothing found, a failure, no network, or a slice that is not in service. */
  tone: Tone;
  /** Replaces the tone's own icon. */
  icon?: IconName;
  title: string;
  /** `h1` when the panel is the whole page. */
  heading?: 'h1' | 'h2' | 'h3';
  /** Advice for the reader. */
  children?: ReactNode;
  /** Buttons or links, the main one first. */
  actions?: ReactNode;
}

/** Replaces missing content: explains why it is missing and what to do next. */
export function StatePanel({ tone, icon, title, heading: Heading = 'h2', children, actions }: Props) {
  return (
    <div
      className={classNames(styles.panel, tone !== 'vide' && styles.failure)}
      role={tone === 'vide' ? undefined : 'alert'}
    >
      <span className={styles.icon}>
        <Icon name={icon ?? icons[tone]} size={28} />
      </span>
      <Heading className={styles.title}>{title}</Heading>
      {children && <div className={styles.text}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
