import { type NextStatut, transitions } from '@boutique/contracts/achat';
import type { ApiError } from '@boutique/contracts/client';
import type { StatutCommande } from '@boutique/contracts/commandes';
import { Button } from '@boutique/ui/button';
import { type ReactNode, useState } from 'react';
import { useUpdateCommande } from '../api/admin-commandes.ts';
import { FormResult } from '../forms/form-result.tsx';
import { useFailureText } from '../forms/use-failure-text.ts';
import styles from '../pages/list-page.module.css';
import { useTexts } from '../texts/use-texts.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

interface Commande {
  id: string;
  numero: string;
  statut: StatutCommande;
}

/** The buttons for an order's next status, their result, and the question before a cancellation. */
export function useCommandeSteps(): {
  result: ReactNode;
  buttons: (commande: Commande) => ReactNode;
  dialog: ReactNode;
} {
  const { administration, commandes } = useTexts();
  const texts = administration.commandes;
  const failureText = useFailureText();
  const { mutate: update, isPending, isSuccess, data, error, variables } = useUpdateCommande();
  const [cancelling, setCancelling] = useState<Commande | null>(null);
  const close = () => setCancelling(null);
  const impossible = (error as Partial<ApiError> | null)?.code === 'transition-impossible';
  const go = (commande: Commande, statut: NextStatut) =>
    statut === 'annulee' ? setCancelling(commande) : isPending || update({ id: commande.id, statut });
  return {
    result: (
      <FormResult
        failure={error && (impossible ? texts.impossible : failureText(error))}
        done={isSuccess && texts.changed(data.numero, commandes.statuts[data.statut])}
      />
    ),
    buttons: (commande) => (
      <span className={styles.actions}>
        {transitions[commande.statut].map((statut) => (
          <Button
            key={statut}
            data-scripts=""
            size="sm"
            variant={statut === 'annulee' ? 'danger' : 'secondary'}
            aria-label={texts.nameOf(texts.next[statut], commande.numero)}
            aria-haspopup={statut === 'annulee' ? 'dialog' : undefined}
            aria-disabled={(isPending && variables.id === commande.id) || undefined}
            onClick={() => go(commande, statut)}
          >
            {texts.next[statut]}
          </Button>
        ))}
      </span>
    ),
    dialog: cancelling && (
      <ConfirmDialog
        title={texts.cancelTitle(cancelling.numero)}
        text={texts.cancelText}
        action={texts.cancelConfirm}
        danger
        pending={isPending}
        onConfirm={() => update({ id: cancelling.id, statut: 'annulee' }, { onSettled: close })}
        onClose={close}
      />
    ),
  };
}
