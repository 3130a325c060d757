import type { ApiError } from '@boutique/contracts/client';
import { Button } from '@boutique/ui/button';
import { StatePanel } from '@boutique/ui/state-panel';
import { useOnline } from '@boutique/ui/use-online';
import { useTexts } from '../texts/use-texts.ts';

interface Props {
  error: Error;
  onRetry: () => void;
  heading?: 'h1' | 'h2';
}

/** Gives the reason why data is missing. The query retries by itself when the network is back. */
export function RequestFailure({ error, onRetry, heading = 'h2' }: Props) {
  const { failure, retry } = useTexts();
  const online = useOnline();
  const offline = (error as Partial<ApiError>).code === 'reseau' && !online;
  return (
    <StatePanel
      tone={offline ? 'hors-ligne' : 'erreur'}
      title={offline ? failure.offline : failure.error}
      heading={heading}
      actions={<Button onClick={() => onRetry()}>{retry}</Button>}
    >
      {offline ? failure.offlineText : failure.errorText}
    </StatePanel>
  );
}
