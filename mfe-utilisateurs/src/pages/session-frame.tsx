import { Navigate, useSearchParams, useShell } from '@boutique/facade';
import { Skeleton } from '@boutique/ui/skeleton';
import type { ReactNode } from 'react';
import { safeRetour } from '../forms/safe-retour.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './session-page.module.css';

interface Props {
  title: string;
  lead: string;
  children: ReactNode;
}

/** The card of a page for guests. A signed-in account continues to the page that it wanted. */
export function SessionFrame({ title, lead, children }: Props) {
  const { shop } = useTexts();
  const { session } = useShell();
  const [search] = useSearchParams();
  if (session) return <Navigate to={safeRetour(search) ?? '/compte'} replace />;
  return (
    <div className={styles.page}>
      <title>{`${title} – ${shop}`}</title>
      <meta name="robots" content="noindex" />
      <div className={styles.card} aria-busy={session === undefined}>
        <header className={styles.header}>
          <h1 className={styles.heading}>{title}</h1>
          <p className={styles.lead}>{lead}</p>
        </header>
        {session === null ? children : <Skeleton height="16rem" radius="md" />}
      </div>
    </div>
  );
}
