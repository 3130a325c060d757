import { livraisonCentimes, livraisonsTo } from '@boutique/contracts/achat';
import type { Livraison } from '@boutique/contracts/commandes';
import type { AdresseEnregistree } from '@boutique/contracts/comptes';
import { ADRESSE, EMAIL, faultsOf } from '@boutique/contracts/field-rules';
import type { MoyenPaiement } from '@boutique/contracts/paiements';
import type { Panier } from '@boutique/contracts/panier';
import { type PostedForm, useShell } from '@boutique/facade';
import { useEarlyChanges } from '@boutique/ui/use-early-changes';
import { useForm } from '@boutique/ui/use-form';
import { useHydrated } from '@boutique/ui/use-hydrated';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useCreateAdresse } from '../api/create-adresse.ts';
import { type AdresseDraft, type Step, toAdresse, useCheckoutDraft } from '../checkout/checkout-draft.ts';
import { bookAdresse, chosenAdresse, chosenId } from '../checkout/chosen-adresse.ts';
import { type FieldName, fieldRules, useSentences } from '../checkout/use-sentences.ts';
import { useTexts } from '../texts/use-texts.ts';
import { refusedFields, type useOrder } from './use-order.ts';

export interface CheckoutData {
  panier: Panier;
  livraisons: Livraison[];
  moyens: MoyenPaiement[];
  /** The address book; empty for a guest. */
  adresses: AdresseEnregistree[];
  order: ReturnType<typeof useOrder>;
  /** The order as it was posted without scripts and not accepted. */
  posted: PostedForm | undefined;
}

/**
 * The state of the checkout's one form. Without scripts all steps are open, and it orders at once; with scripts one
 * step is open at a time.
 */
export function useCheckout({ panier, livraisons: everywhere, moyens, adresses, order, posted }: CheckoutData) {
  const { checkout: texts } = useTexts();
  const { session } = useShell();
  const { draft, update, updateAdresse } = useCheckoutDraft(posted?.values);
  const { mutateAsync: keep } = useCreateAdresse();
  const hydrated = useHydrated();
  const [inSteps, setInSteps] = useState(hydrated);
  const [moved, setMoved] = useState(false);
  const [mending, setMending] = useState(false);

  const chosen = chosenId(draft, adresses);
  const adresse = chosenAdresse(draft, adresses);
  const emailMissing = !session && EMAIL.fault(draft.email) !== undefined;
  const step: Step = !adresse || emailMissing ? 1 : draft.step;
  const livraisons = adresse ? livraisonsTo(everywhere, adresse) : everywhere;
  const livraison = livraisons.find(({ mode }) => mode === draft.livraison) ?? livraisons[0];
  const moyen = (moyens.find(({ mode }) => mode === draft.paiement) ?? moyens[0]) as MoyenPaiement;
  const totalWith = (by: Livraison) => panier.totalCentimes + livraisonCentimes(by, panier.totalCentimes);
  const blocked = panier.lignes.some(({ disponible }) => !disponible);

  const goTo = (next: Step) => {
    setMoved(true);
    setMending(false);
    order.reset();
    update({ step: next });
  };
  /** Opens the first step at these fields. Copies an address of the book into the form, so that it can be corrected. */
  const mend = (names: readonly FieldName[]) => {
    const kept = bookAdresse(draft, adresses);
    const typed = kept && names.some((name) => name !== 'email') && { ...kept, complement: kept.complement ?? '' };
    setMoved(true);
    setMending(true);
    update({ step: 1, ...(typed && { adresseId: null, adresse: typed }) });
    form.refuse(names);
  };
  const leaveAdresse = async () => {
    const save = session && chosen === null && draft.keepAdresse;
    const adresseId = save ? (await keep(toAdresse(draft.adresse))).id : chosen;
    const kept = bookAdresse({ ...draft, adresseId }, adresses);
    const wrong = Object.keys(kept ? faultsOf(ADRESSE, kept) : {}) as (keyof AdresseDraft)[];
    if (wrong.length > 0) return mend(wrong.map((name) => `adresse.${name}` as const));
    update({ adresseId });
    goTo(2);
  };
  const placeOrder = () => {
    if (!adresse || !livraison) return leaveAdresse();
    if (blocked || order.busy) return;
    order.place({
      ...(!session && { email: draft.email.trim() }),
      adresse,
      livraison: livraison.mode,
      paiement: moyen.mode,
      totalCentimes: totalWith(livraison),
    });
  };
  const form = useForm({
    rules: fieldRules,
    say: useSentences(),
    send: () => (!inSteps || step === 3 ? placeOrder() : step === 2 ? goTo(3) : leaveAdresse()),
    posted: posted?.error && refusedFields(posted.error).length > 0 ? posted : undefined,
    failed: () => texts.keepFailed,
    explain: ({ code }) => (code === 'limite-atteinte' ? { message: texts.keepFull } : undefined),
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: each refusal opens the fields once
  useEffect(() => {
    const refused = refusedFields(order.error);
    if (refused.length > 0) mend(refused);
  }, [order.error]);

  const { ref } = form.props;
  const begun = useRef(false);
  useEarlyChanges(ref, ({ name, value }) => {
    begun.current = true;
    if (name === 'email') update({ email: value });
    else if (name.startsWith('adresse.')) updateAdresse({ [name.replace('adresse.', '')]: value });
  });
  useLayoutEffect(() => {
    // a step must not close while the visitor is in it
    if (!begun.current && !ref.current?.contains(document.activeElement)) setInSteps(true);
  }, [ref]);

  return {
    draft,
    update,
    updateAdresse,
    form,
    /** Id in the address book; null for a typed address. */
    chosen,
    adresse,
    /** The ways of delivery to the address, and the chosen one. */
    livraisons,
    livraison,
    moyen,
    totalWith,
    blocked,
    hydrated,
    inSteps,
    /** For one step: its state, and what it needs to open. */
    frame: (which: Step) => ({
      step: which,
      current: inSteps && which === step,
      state: !inSteps || which === step ? ('open' as const) : which < step ? ('done' as const) : ('later' as const),
      // otherwise the first faulty field takes the focus
      focusOnOpen: moved && !mending,
      onEdit: () => !order.busy && goTo(which),
    }),
    step,
  };
}
