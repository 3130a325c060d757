import { Link, useLocation, useShell } from '@boutique/facade';
import { Icon } from '@boutique/ui/icon';
import { Skeleton } from '@boutique/ui/skeleton';
import { useHydrated } from '@boutique/ui/use-hydrated';
import { VisuallyHidden } from '@boutique/ui/visually-hidden';
import { useEffect, useRef, useState } from 'react';
import { safeRetour, signInPath } from '../forms/safe-retour.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './menu-compte.module.css';
import { MenuOfCompte } from './menu-of-compte.tsx';

/** In the page's header: a link to sign in, or the account's menu. */
export default function MenuCompte() {
  const { menu: texts } = useTexts().session;
  const { session } = useShell();
  const [signedOut, setSignedOut] = useState(false);
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    // the focused menu is gone
    if (signedOut && session === null) link.current?.focus();
  }, [signedOut, session]);
  return (
    <>
      {session === undefined ? (
        <span className={styles.placeholder} aria-busy="true">
          <VisuallyHidden>{texts.loading}</VisuallyHidden>
          <Skeleton width="2.25rem" height="2.25rem" radius="full" />
        </span>
      ) : session === null ? (
        <SignInLink ref={link} />
      ) : (
        <MenuOfCompte compte={session} onSignOut={() => setSignedOut(true)} />
      )}
      <VisuallyHidden>
        <span role="status">{signedOut && session === null && texts.signedOut}</span>
      </VisuallyHidden>
    </>
  );
}

/** A sign-in link that returns to the present page; on the sign-in pages, to their own way back. */
function SignInLink({ ref }: { ref: React.Ref<HTMLAnchorElement> }) {
  const { menu: texts } = useTexts().session;
  const { pathname, search, hash } = useLocation();
  const hydrated = useHydrated();
  const signingIn = pathname === '/connexion' || pathname === '/inscription';
  const retour = signingIn ? safeRetour(new URLSearchParams(search)) : pathname + search + (hydrated ? hash : '');
  return (
    <Link ref={ref} to={signInPath('/connexion', { retour })} className={styles.signIn}>
      <Icon name="user" />
      <span className={styles.words}>{texts.signIn}</span>
    </Link>
  );
}
