import type { Compte } from '@boutique/contracts/comptes';
import { Link, useShell } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { StatePanel } from '@boutique/ui/state-panel';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './account-frame.module.css';
import { PageSkeleton } from './account-frame.tsx';
import { GuestPanel } from './guest-panel.tsx';

interface Props {
  title: string;
  /** The page for staff, including its h1. */
  children: (compte: Compte) => ReactNode;
}

/** A page for staff: guests see a sign-in, other accounts a refusal. The API refuses them, too. */
export function AdminFrame({ title, children }: Props) {
  const { shop, session: texts } = useTexts();
  const { session } = useShell();
  return (
    <div className={styles.page} aria-busy={session === undefined}>
      <title>{`${title} – ${shop}`}</title>
      <meta name="robots" content="noindex" />
      {session === undefined ? (
        <PageSkeleton title={title} loading={texts.loading} />
      ) : session === null ? (
        <GuestPanel title={title} />
      ) : session.role === 'admin' ? (
        children(session)
      ) : (
        <StatePanel
          tone="vide"
          icon="shield"
          heading="h1"
          title={texts.notAdmin.title}
          actions={
            <Link to="/" className={buttonClass()}>
              {texts.notAdmin.home}
            </Link>
          }
        >
          {texts.notAdmin.text}
        </StatePanel>
      )}
    </div>
  );
}
