import { Link, NavLink, useParams } from '@boutique/facade';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { AdminFrame } from './admin-frame.tsx';
import styles from './frame.module.css';

interface Props {
  title: (slice: string) => string;
  lead?: string;
  children: (slice: string) => ReactNode;
}

/** One of the pages of a slice, with links to the others. */
export function SliceFrame({ title, lead, children }: Props) {
  const { slice: texts } = useTexts();
  const { slice = '' } = useParams();
  const base = `/administration/releases/${slice}`;
  return (
    <AdminFrame title={title(slice)}>
      <header className={styles.header}>
        <Link to="/administration/releases" className={styles.link}>
          {texts.back}
        </Link>
        <h1 className={styles.heading}>{title(slice)}</h1>
        {lead && <p className={styles.lead}>{lead}</p>}
      </header>
      <nav aria-label={texts.navigation} className={styles.navigation}>
        <NavLink to={base} end>
          {texts.overview}
        </NavLink>
        <NavLink to={`${base}/history`}>{texts.history}</NavLink>
        <NavLink to={`${base}/tokens`}>{texts.tokens}</NavLink>
      </nav>
      {children(slice)}
    </AdminFrame>
  );
}
