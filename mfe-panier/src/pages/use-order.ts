import type { ApiError } from '@boutique/contracts/client';
import type { Commande, NouvelleCommande } from '@boutique/contracts/commandes';
import { type PostedForm, useNavigate } from '@boutique/facade';
import { useLayoutEffect, useState } from 'react';
import { isOutcomeUnknown, useCreateCommande } from '../api/create-commande.ts';
import { forgetDraft } from '../checkout/checkout-draft.ts';
import {
  forgetIntent,
  intentFor,
  intentOf,
  markSent,
  type OrderIntent,
  useSentIntent,
} from '../checkout/order-intent.ts';
import { type FieldName, fieldRules } from '../checkout/use-sentences.ts';

/**
 * Orders once, despite clicks, reloads or lost answers. Until a final answer arrives, `unknown` is the waiting intent, and
 * `check` sends it again.
 * @param posted the order as it was posted without scripts and not accepted
 */
export function useOrder(posted: PostedForm | undefined) {
  const navigate = useNavigate();
  const { mutate, isPending, isSuccess, error, reset } = useCreateCommande();
  const [before, setBefore] = useState(posted?.error ?? null);
  const waiting = useSentIntent();
  // during the first attempt the page stays, with its button busy
  const [placing, setPlacing] = useState(false);
  const unknown = placing ? null : waiting;
  const show = async ({ id, enLigne }: Commande) => {
    await navigate(`/commande/confirmation/${id}`, { replace: true });
    // from the order's page, so that the way back leads there
    if (enLigne?.url) window.location.assign(enLigne.url);
  };
  const send = (intent: OrderIntent) => {
    if (isPending) return;
    setBefore(null);
    const sent = markSent(intent);
    mutate(sent, {
      onSuccess: (commande) => {
        forgetIntent();
        forgetDraft();
        void show(commande);
      },
      onError: (failure) => {
        if (!isOutcomeUnknown(failure)) forgetIntent();
        setPlacing(false);
      },
    });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once; from then on the intent is kept like any other
  useLayoutEffect(() => {
    if (posted?.error && isOutcomeUnknown(posted.error)) markSent(intentOf(posted.values));
  }, []);
  return {
    place: (commande: NouvelleCommande) => {
      setPlacing(true);
      send(intentFor(commande));
    },
    check: () => unknown && send(unknown),
    unknown,
    /** Whether the answer is missing, or the page is about to change. */
    busy: isPending || isSuccess,
    error: (error ?? before) as Partial<ApiError> | null,
    /** Drops the failure of the last attempt. */
    reset: () => {
      setBefore(null);
      reset();
    },
  };
}

/** The fields that the API has refused, such as `body.adresse.ville`. */
export function refusedFields(error: Partial<ApiError> | null): FieldName[] {
  const paths = error?.problem?.erreurs?.map(({ chemin }) => chemin.replace(/^body\./, '')) ?? [];
  return (Object.keys(fieldRules) as FieldName[]).filter((name) => paths.includes(name));
}
