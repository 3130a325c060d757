import { Link, useLocation, useShell } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { Skeleton } from '@boutique/ui/skeleton';
import { StatePanel } from '@boutique/ui/state-panel';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './frame.module.css';

/** A page for staff: others see why they may not, before any request. The API refuses them, too. */
export function AdminFrame({ title, children }: { title: string; children: ReactNode }) {
  const { shop, access } = useTexts();
  const { session } = useShell();
  const { pathname, search } = useLocation();
  return (
    <div className={styles.page} aria-busy={session === undefined}>
      <title>{`${title} – ${shop}`}</title>
      <meta name="robots" content="noindex" />
      {session?.role === 'admin' ? (
        children
      ) : session === undefined ? (
        <>
          <h1 className={styles.heading}>{title}</h1>
          <Skeleton height="20rem" radius="lg" />
        </>
      ) : (
        <StatePanel
          tone="vide"
          icon={session ? 'shield' : 'lock'}
          heading="h1"
          title={session ? access.title : title}
          actions={
            !session && (
              <Link to={`/connexion?retour=${encodeURIComponent(pathname + search)}`} className={buttonClass()}>
                {access.signIn}
              </Link>
            )
          }
        >
          {session ? access.user : access.guest}
        </StatePanel>
      )}
    </div>
  );
}
