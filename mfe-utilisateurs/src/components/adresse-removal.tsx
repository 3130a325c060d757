import type { ApiError } from '@boutique/contracts/client';
import type { AdresseEnregistree } from '@boutique/contracts/comptes';
import { Button } from '@boutique/ui/button';
import { Dialog, DialogActions } from '@boutique/ui/dialog';
import { Notice } from '@boutique/ui/notice';
import { useRemoveAdresse } from '../api/adresses.ts';
import { useFailureText } from '../forms/use-failure-text.ts';
import { useTexts } from '../texts/use-texts.ts';
import { AdresseText } from './adresse-text.tsx';

interface Props {
  adresse: AdresseEnregistree;
  onClose: () => void;
  onRemoved: () => void;
}

/** Asks before deleting an address. An address that is already gone counts as deleted. */
export function AdresseRemoval({ adresse, onClose, onRemoved }: Props) {
  const { adresses: texts } = useTexts().compte;
  const failureText = useFailureText();
  const { mutate: remove, isPending, error } = useRemoveAdresse();
  const submit = () =>
    remove(adresse.id, {
      onSuccess: onRemoved,
      onError: (failure) => (failure as Partial<ApiError>).code === 'adresse-introuvable' && onRemoved(),
    });
  return (
    <Dialog title={texts.removeTitle} onClose={onClose}>
      <AdresseText adresse={adresse} />
      <p>{texts.removeText}</p>
      {error && <Notice tone="danger">{failureText(error)}</Notice>}
      <DialogActions>
        <Button variant="danger" aria-disabled={isPending || undefined} onClick={() => !isPending && submit()}>
          {texts.remove}
        </Button>
        <Button variant="secondary" onClick={onClose}>
          {texts.cancel}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
