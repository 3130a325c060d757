import type { Compte } from '@boutique/contracts/comptes';
import { NavLink, useFormPost, useShell } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { Skeleton } from '@boutique/ui/skeleton';
import { VisuallyHidden } from '@boutique/ui/visually-hidden';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './account-frame.module.css';
import { GuestPanel } from './guest-panel.tsx';

interface Props {
  title: string;
  /** The page for a signed-in account, including its h1. */
  children: (compte: Compte) => ReactNode;
}

/** A page for accounts: guests see a sign-in, and the page waits for the session before it shows anything. */
export function AccountFrame({ title, children }: Props) {
  const { shop, session: texts, compte, commandes } = useTexts();
  const { session } = useShell();
  const { form } = useFormPost('signOut');
  return (
    <div className={styles.page} aria-busy={session === undefined}>
      <title>{`${title} – ${shop}`}</title>
      <meta name="robots" content="noindex" />
      {session === null ? (
        <GuestPanel title={title} />
      ) : (
        <>
          <nav aria-label={compte.navigation} className={styles.navigation}>
            <NavLink to="/compte" end>
              {compte.title}
            </NavLink>
            <NavLink to="/compte/commandes">{commandes.title}</NavLink>
            {/* otherwise the menu in the header has it */}
            <noscript>
              <form {...form}>
                <input type="hidden" name="retour" value="/" />
                <Button type="submit" variant="ghost">
                  {texts.menu.signOut}
                </Button>
              </form>
            </noscript>
          </nav>
          {session ? children(session) : <PageSkeleton title={title} loading={texts.loading} />}
        </>
      )}
    </div>
  );
}

/** A page under its title while its content loads. */
export function PageSkeleton({ title, loading }: { title: string; loading: string }) {
  return (
    <>
      <h1 className={styles.heading}>{title}</h1>
      <VisuallyHidden>{loading}</VisuallyHidden>
      <Skeleton height="14rem" radius="lg" />
      <Skeleton height="14rem" radius="lg" />
    </>
  );
}
