import type { ApiError } from '@boutique/contracts/client';
import type { NouvelleCommande } from '@boutique/contracts/commandes';
import { useNavigate } from '@boutique/facade';
import { useState } from 'react';
import { isOutcomeUnknown, useCreateCommande } from '../api/create-commande.ts';
import { forgetDraft } from '../checkout/checkout-draft.ts';
import { forgetIntent, intentFor, markSent, type OrderIntent, useSentIntent } from '../checkout/order-intent.ts';
import { type FieldName, fieldRules } from '../checkout/use-sentences.ts';

/**
 * Orders once, despite clicks, reloads or lost answers. Until a final answer arrives, `unknown` is the waiting intent, and
 * `check` sends it again.
 */
export function useOrder() {
  const navigate = useNavigate();
  const { mutate, isPending, isSuccess, error, reset } = useCreateCommande();
  const waiting = useSentIntent();
  // during the first attempt the page stays, with its button busy
  const [placing, setPlacing] = useState(false);
  const unknown = placing ? null : waiting;
  const send = (intent: OrderIntent) => {
    if (isPending) return;
    const sent = markSent(intent);
    mutate(sent, {
      onSuccess: ({ id }) => {
        forgetIntent();
        forgetDraft();
        void navigate(`/commande/confirmation/${id}`, { replace: true });
      },
      onError: (failure) => {
        if (!isOutcomeUnknown(failure)) forgetIntent();
        setPlacing(false);
      },
    });
  };
  return {
    place: (commande: NouvelleCommande) => {
      setPlacing(true);
      send(intentFor(commande));
    },
    check: () => unknown && send(unknown),
    unknown,
    /** Whether the answer is missing, or the page is about to change. */
    busy: isPending || isSuccess,
    error: error as Partial<ApiError> | null,
    /** Drops the failure of the last attempt. */
    reset,
  };
}

/** The fields that the API has refused, such as `body.adresse.ville`. */
export function refusedFields(error: Partial<ApiError> | null): FieldName[] {
  const paths = error?.problem?.erreurs?.map(({ chemin }) => chemin.replace(/^body\./, '')) ?? [];
  return (Object.keys(fieldRules) as FieldName[]).filter((name) => paths.includes(name));
}
