import { Link, useLocation, useShell } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { Skeleton } from '@boutique/ui/skeleton';
import { StatePanel } from '@boutique/ui/state-panel';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './admin-only.module.css';
import { PrivateHead } from './page-head.tsx';

/** Shows a page only to staff. The API refuses others anyway; this tells them before any request. */
export function AdminOnly({ children }: { children: ReactNode }) {
  const { admin: texts } = useTexts();
  const { session } = useShell();
  const { pathname, search } = useLocation();
  if (session?.role === 'admin') return <div className={styles.page}>{children}</div>;
  return (
    <div className={styles.page}>
      <PrivateHead title={texts.title} />
      {session === undefined ? (
        <Skeleton height="20rem" />
      ) : (
        <StatePanel
          tone="vide"
          heading="h1"
          title={texts.restricted}
          actions={
            session === null && (
              <Link to={`/connexion?retour=${encodeURIComponent(pathname + search)}`} className={buttonClass()}>
                {texts.signIn}
              </Link>
            )
          }
        >
          {session === null ? texts.restrictedGuest : texts.restrictedUser}
        </StatePanel>
      )}
    </div>
  );
}
