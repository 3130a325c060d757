import type { ApiError } from '@boutique/contracts/client';
import { Link, useLocation } from '@boutique/facade';
import { Button, buttonClass } from '@boutique/ui/button';
import { StatePanel } from '@boutique/ui/state-panel';
import { useOnline } from '@boutique/ui/use-online';
import { signInPath } from '../forms/safe-retour.ts';
import { useTexts } from '../texts/use-texts.ts';

interface Props {
  error: Error;
  onRetry: () => void;
  heading?: 'h1' | 'h2';
  /** The name of the missing data; the profiles by default. */
  title?: string;
}

/** Gives the reason why data is missing. The query retries by itself when the network is back. */
export function RequestFailure({ error, onRetry, heading = 'h2', title }: Props) {
  const { failure, retry, forms, session } = useTexts();
  const { pathname, search } = useLocation();
  const online = useOnline();
  const { code } = error as Partial<ApiError>;
  if (code === 'non-connecte') {
    return (
      <StatePanel
        tone="erreur"
        icon="lock"
        title={forms.expired}
        heading={heading}
        actions={
          <Link to={signInPath('/connexion', { retour: pathname + search })} reloadDocument className={buttonClass()}>
            {session.guest.signIn}
          </Link>
        }
      />
    );
  }
  const offline = code === 'reseau' && !online;
  return (
    <StatePanel
      tone={offline ? 'hors-ligne' : 'erreur'}
      title={offline ? failure.offline : (title ?? failure.error)}
      heading={heading}
      actions={<Button onClick={() => onRetry()}>{retry}</Button>}
    >
      {offline ? failure.offlineText : failure.errorText}
    </StatePanel>
  );
}
