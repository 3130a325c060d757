import type { ModeLivraison } from '@boutique/contracts/commandes';
import type { Adresse } from '@boutique/contracts/comptes';
import { ADRESSE } from '@boutique/contracts/field-rules';
import { useState } from 'react';
import { readStored, store } from './session-store.ts';

/** Delivery address, way of delivery, summary. */
export type Step = 1 | 2 | 3;

/** What was typed as an address; all texts, so that a field never has no value. */
export type AdresseDraft = Omit<Adresse, 'complement'> & { complement: string };

/** What a buyer has chosen and typed so far. */
export interface CheckoutDraft {
  step: Step;
  email: string;
  /** Of the address book; null for the one that is being typed, undefined while nothing was chosen. */
  adresseId?: string | null;
  adresse: AdresseDraft;
  /** Whether the typed address goes into the book. */
  keepAdresse: boolean;
  livraison: ModeLivraison;
}

const NAME = 'commande.brouillon';

const emptyAdresse: AdresseDraft = { nom: '', rue: '', complement: '', codePostal: '', ville: '', pays: 'FR' };
const emptyDraft: CheckoutDraft = {
  step: 1,
  email: '',
  adresse: emptyAdresse,
  keepAdresse: false,
  livraison: 'standard',
};

/** The draft of this tab. It outlives reloads, and a visit to the sign-in page in the middle. */
export function useCheckoutDraft() {
  const [draft, setDraft] = useState(readDraft);
  const update = (changes: Partial<CheckoutDraft>) => {
    // written here, not in an effect: what was typed is kept even when the page is left at once
    const next = { ...readDraft(), ...changes };
    store(NAME, next);
    setDraft(next);
  };
  return { draft, update };
}

export const forgetDraft = () => store(NAME, null);

function readDraft(): CheckoutDraft {
  const stored = readStored<Partial<CheckoutDraft>>(NAME);
  return { ...emptyDraft, ...stored, adresse: { ...emptyAdresse, ...stored?.adresse } };
}

/** Whether anything was typed into the address. */
export const isTyped = ({ nom, rue, complement, codePostal, ville }: AdresseDraft): boolean =>
  [nom, rue, complement, codePostal, ville].some((text) => text !== '');

/** The typed address as the API takes it. */
export const toAdresse = ({ complement, ...adresse }: AdresseDraft): Adresse =>
  ADRESSE.complement.clean(complement) === '' ? adresse : { ...adresse, complement };
