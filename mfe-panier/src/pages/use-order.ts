import type { ApiError } from '@boutique/contracts/client';
import type { NouvelleCommande } from '@boutique/contracts/commandes';
import { useNavigate } from '@boutique/facade';
import { useState } from 'react';
import { isOutcomeUnknown, useCreateCommande } from '../api/create-commande.ts';
import { forgetDraft } from '../checkout/checkout-draft.ts';
import { forgetIntent, intentFor, markSent, type OrderIntent, readSentIntent } from '../checkout/order-intent.ts';
import { type FieldName, fieldRules } from '../checkout/use-sentences.ts';

/**
 * Orders once, whatever is clicked, reloaded or lost on the way: until a final answer has come, `unknown` is the intent
 * that waits for it, and `check` sends that one again.
 */
export function useOrder() {
  const navigate = useNavigate();
  const { mutate, isPending, isSuccess, error, reset } = useCreateCommande();
  const [unknown, setUnknown] = useState(readSentIntent);
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
        if (isOutcomeUnknown(failure)) return setUnknown(sent);
        forgetIntent();
        setUnknown(null);
      },
    });
  };
  return {
    place: (commande: NouvelleCommande) => send(intentFor(commande)),
    check: () => unknown && send(unknown),
    unknown,
    /** Sent and not answered, or answered and about to leave the page. */
    busy: isPending || isSuccess,
    error: error as Partial<ApiError> | null,
    /** Forgets why the last attempt failed. */
    reset,
  };
}

/** The fields that the API has refused, `body.adresse.ville` and the like. */
export function refusedFields(error: Partial<ApiError> | null): FieldName[] {
  const paths = error?.problem?.erreurs?.map(({ chemin }) => chemin.split('.').at(-1)) ?? [];
  return (Object.keys(fieldRules) as FieldName[]).filter((name) => paths.includes(name));
}
