import type { ModeLivraison } from '@boutique/contracts/commandes';
import type { Adresse } from '@boutique/contracts/comptes';
import { ADRESSE } from '@boutique/contracts/field-rules';
import { useState } from 'react';
import { readStored, store } from './session-store.ts';

/** Delivery address, way of delivery, summary. */
export type Step = 1 | 2 | 3;

/** A typed address. All values are texts, so that every field has a value. */
export type AdresseDraft = Omit<Adresse, 'complement'> & { complement: string };

/** A buyer's choices and typed texts so far. */
export interface CheckoutDraft {
  step: Step;
  email: string;
  /** Id in the address book; null for the typed address, undefined before any choice. */
  adresseId?: string | null;
  adresse: AdresseDraft;
  /** Whether to save the typed address in the book. */
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

/** The draft of this tab. It survives reloads, and signing in during the checkout. */
export function useCheckoutDraft() {
  const [draft, setDraft] = useState(readDraft);
  const update = (changes: Partial<CheckoutDraft>) => {
    // written here, not in an effect, so that leaving the page at once loses no typed text
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

/** Whether the typed address has any text. */
export const isTyped = ({ nom, rue, complement, codePostal, ville }: AdresseDraft): boolean =>
  [nom, rue, complement, codePostal, ville].some((text) => text !== '');

/** The typed address as the API's input. */
export const toAdresse = ({ complement, ...adresse }: AdresseDraft): Adresse =>
  ADRESSE.complement.clean(complement) === '' ? adresse : { ...adresse, complement };
