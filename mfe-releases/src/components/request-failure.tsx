import { Button } from '@boutique/ui/button';
import { StatePanel } from '@boutique/ui/state-panel';
import { useTexts } from '../texts/use-texts.ts';

/** Replaces what the API did not give. */
export function RequestFailure({ onRetry }: { onRetry: () => unknown }) {
  const { failure, failureText, retry } = useTexts();
  return (
    <StatePanel tone="erreur" title={failure} actions={<Button onClick={() => void onRetry()}>{retry}</Button>}>
      {failureText}
    </StatePanel>
  );
}
