import { Button } from '@boutique/ui/button';
import { StatePanel } from '@boutique/ui/state-panel';
import { useTexts } from '../texts/use-texts.ts';

interface Props {
  checking: boolean;
  /** It was checked, and the answer got lost again. */
  failed: boolean;
  onCheck: () => void;
}

/** An order was sent and its answer got lost: says so, and how to find out. */
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
