import { Link, useLocation } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { StatePanel } from '@boutique/ui/state-panel';
import { signInPath } from '../forms/safe-retour.ts';
import { useTexts } from '../texts/use-texts.ts';

/** Replaces a page that needs an account; signing in returns to that page. */
export function GuestPanel({ title }: { title: string }) {
  const { guest: texts } = useTexts().session;
  const { pathname, search } = useLocation();
  const retour = pathname + search;
  return (
    <StatePanel
      tone="vide"
      icon="lock"
      heading="h1"
      title={title}
      actions={
        <>
          <Link to={signInPath('/connexion', { retour })} className={buttonClass()}>
            {texts.signIn}
          </Link>
          <Link to={signInPath('/inscription', { retour })} className={buttonClass({ variant: 'secondary' })}>
            {texts.signUp}
          </Link>
        </>
      }
    >
      {texts.text}
    </StatePanel>
  );
}
