import { Link, Navigate, useSearchParams, useShell } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { Skeleton } from '@boutique/ui/skeleton';
import { useHydrated } from '@boutique/ui/use-hydrated';
import type { ReactNode } from 'react';
import { safeRetour } from '../forms/safe-retour.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './session-page.module.css';

interface Props {
  title: string;
  lead: string;
  children: ReactNode;
}

/** The card of a page for guests. A signed-in account continues to the page that it wanted, without scripts by a link. */
export function SessionFrame({ title, lead, children }: Props) {
  const { shop, session: texts } = useTexts();
  const { session } = useShell();
  const [search] = useSearchParams();
  const hydrated = useHydrated();
  const retour = safeRetour(search) ?? '/compte';
  if (session && hydrated) return <Navigate to={retour} replace />;
  return (
    <div className={styles.page}>
      <title>{`${title} – ${shop}`}</title>
      <meta name="robots" content="noindex" />
      <div className={styles.card} aria-busy={session === undefined}>
        <header className={styles.header}>
          <h1 className={styles.heading}>{title}</h1>
          <p className={styles.lead}>{session ? texts.signedIn : lead}</p>
        </header>
        {session ? (
          <Link to={retour} className={buttonClass({ size: 'lg', wide: true })}>
            {texts.continue}
          </Link>
        ) : session === null ? (
          children
        ) : (
          <Skeleton height="16rem" radius="md" />
        )}
      </div>
    </div>
  );
}
