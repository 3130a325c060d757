import { Button } from '@boutique/ui/button';
import { StatePanel } from '@boutique/ui/state-panel';
import { useTexts } from '../texts/use-texts.ts';

interface Props {
  checking: boolean;
  /** Whether a check has lost its answer, too. */
  failed: boolean;
  onCheck: () => void;
}

/** Shown after an order whose answer was lost: explains how to find out if the order exists. */
export function UnknownOutcome({ checking, failed, onCheck }: Props) {
  const { checkout: texts } = useTexts();
  return (
    <StatePanel
      tone="erreur"
      heading="h1"
      title={texts.unknown}
      actions={
        <Button size="lg" aria-disabled={checking || undefined} onClick={() => !checking && onCheck()}>
          {checking ? texts.checking : texts.check}
        </Button>
      }
    >
      <p>{texts.unknownText}</p>
      {failed && !checking && <p>{texts.stillUnknown}</p>}
    </StatePanel>
  );
}
