import type { ModeLivraison } from '@boutique/contracts/commandes';
import type { Adresse } from '@boutique/contracts/comptes';
import { ADRESSE } from '@boutique/contracts/field-rules';
import { readStored, store, useStored } from './session-store.ts';

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
  const draft = complete(useStored<Stored>(NAME));
  // stored at once, not in an effect, so that leaving the page loses no typed text
  const read = () => complete(readStored<Stored>(NAME));
  const update = (changes: Partial<CheckoutDraft>) => store(NAME, { ...read(), ...changes });
  const updateAdresse = (changes: Partial<AdresseDraft>) => update({ adresse: { ...read().adresse, ...changes } });
  return { draft, update, updateAdresse };
}

export const forgetDraft = () => store(NAME, null);

/** May be of another release, with other fields. */
type Stored = Partial<CheckoutDraft>;

function complete(stored: Stored | null): CheckoutDraft {
  return { ...emptyDraft, ...stored, adresse: { ...emptyAdresse, ...stored?.adresse } };
}

/** Whether the typed address has any text. */
export const isTyped = ({ nom, rue, complement, codePostal, ville }: AdresseDraft): boolean =>
  [nom, rue, complement, codePostal, ville].some((text) => text !== '');

/** The typed address as the API's input. */
export const toAdresse = ({ complement, ...adresse }: AdresseDraft): Adresse =>
  ADRESSE.complement.clean(complement) === '' ? adresse : { ...adresse, complement };
