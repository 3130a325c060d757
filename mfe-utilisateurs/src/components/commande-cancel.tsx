import { cancellable } from '@boutique/contracts/achat';
import type { ApiError } from '@boutique/contracts/client';
import type { Commande } from '@boutique/contracts/commandes';
import { Button } from '@boutique/ui/button';
import { Dialog, DialogActions } from '@boutique/ui/dialog';
import { useEffect, useRef, useState } from 'react';
import { useCancelCommande } from '../api/cancel-commande.ts';
import { FormResult } from '../forms/form-result.tsx';
import { useFailureText } from '../forms/use-failure-text.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './commande-details.module.css';

/** Lets a buyer cancel an order until its preparation begins. */
export function CommandeCancel({ commande: { id, numero, statut } }: { commande: Commande }) {
  const { detail: texts } = useTexts().commandes;
  const failureText = useFailureText();
  const [open, setOpen] = useState(false);
  const { mutate: cancel, isPending, isSuccess, error } = useCancelCommande(id);
  const result = useRef<HTMLDivElement>(null);
  const close = () => setOpen(false);
  useEffect(() => {
    // the focused button is gone
    if (isSuccess) result.current?.focus();
  }, [isSuccess]);
  const tooLate = (error as Partial<ApiError> | null)?.code === 'transition-impossible';
  return (
    <>
      <div ref={result} tabIndex={-1} className={styles.result}>
        <FormResult
          failure={error && (tooLate ? texts.tooLate : failureText(error))}
          done={isSuccess && texts.cancelled}
        />
      </div>
      {cancellable.includes(statut) && (
        <div>
          <Button variant="danger" aria-haspopup="dialog" data-scripts="" onClick={() => setOpen(true)}>
            {texts.cancel}
          </Button>
        </div>
      )}
      {open && (
        <Dialog title={texts.cancelTitle(numero)} onClose={close}>
          <p>{texts.cancelText}</p>
          <DialogActions>
            <Button
              variant="danger"
              aria-disabled={isPending || undefined}
              onClick={() => !isPending && cancel(undefined, { onSettled: close })}
            >
              {isPending ? texts.cancelling : texts.cancelConfirm}
            </Button>
            <Button variant="secondary" onClick={close}>
              {texts.keep}
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  );
}
