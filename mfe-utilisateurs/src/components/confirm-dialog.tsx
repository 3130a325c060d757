import { Button } from '@boutique/ui/button';
import { Dialog, DialogActions } from '@boutique/ui/dialog';
import { useTexts } from '../texts/use-texts.ts';

interface Props {
  title: string;
  text: string;
  /** The button's action. */
  action: string;
  danger?: boolean;
  pending: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before an action. */
export function ConfirmDialog({ title, text, action, danger = false, pending, onConfirm, onClose }: Props) {
  const { cancel, sending } = useTexts().administration;
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      <DialogActions>
        <Button
          variant={danger ? 'danger' : 'primary'}
          aria-disabled={pending || undefined}
          onClick={() => !pending && onConfirm()}
        >
          {pending ? sending : action}
        </Button>
        <Button variant="secondary" onClick={onClose}>
          {cancel}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
