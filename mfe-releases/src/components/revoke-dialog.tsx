import { Button } from '@boutique/ui/button';
import { Dialog, DialogActions } from '@boutique/ui/dialog';
import { Notice } from '@boutique/ui/notice';
import { useRevokeToken } from '../api/tokens.ts';
import { useTexts } from '../texts/use-texts.ts';
import { useFailureText } from './use-failure-text.ts';

interface Props {
  slice: string;
  token: { id: string; name: string };
  onClose: () => void;
  onDone: () => void;
}

/** Asks before a deploy token becomes invalid. */
export function RevokeDialog({ slice, token: { id, name }, onClose, onDone }: Props) {
  const { tokens: texts, cancel, sending } = useTexts();
  const failed = useFailureText();
  const { mutate: revoke, isPending, error } = useRevokeToken(slice);
  return (
    <Dialog title={texts.revokeTitle(name)} onClose={onClose}>
      <p>{texts.revokeText}</p>
      {error && <Notice tone="danger">{failed(error)}</Notice>}
      <DialogActions>
        <Button
          variant="danger"
          aria-disabled={isPending || undefined}
          onClick={() => !isPending && revoke(id, { onSuccess: onDone })}
        >
          {isPending ? sending : texts.revoke}
        </Button>
        <Button variant="secondary" onClick={onClose}>
          {cancel}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
