import type { ModeLivraison } from '@boutique/contracts/commandes';
import type { Adresse } from '@boutique/contracts/comptes';
import { ADRESSE } from '@boutique/contracts/field-rules';
import type { ModePaiement } from '@boutique/contracts/paiements';
import { useLayoutEffect, useState } from 'react';
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
  paiement: ModePaiement;
}

const NAME = 'commande.brouillon';

/** The choice of the field `carnet` that is no address of the book. */
export const OTHER_ADRESSE = 'autre';

const emptyAdresse: AdresseDraft = { nom: '', rue: '', complement: '', codePostal: '', ville: '', pays: 'FR' };
const emptyDraft: CheckoutDraft = {
  step: 1,
  email: '',
  adresse: emptyAdresse,
  keepAdresse: false,
  livraison: 'standard',
  paiement: 'a-la-livraison',
};

/**
 * The draft of this tab. It survives reloads, and signing in during the checkout.
 * @param posted the fields of a checkout that was posted without scripts and refused: they replace the draft
 */
export function useCheckoutDraft(posted: PostedFields | undefined) {
  const [begun, setBegun] = useState(posted && draftOf(posted));
  const draft = complete(useStored<Stored>(NAME) ?? begun);
  // before the stored draft replaces that of the server's HTML
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, what comes later is newer
  useLayoutEffect(() => {
    if (begun) store(NAME, begun);
    setBegun(undefined);
  }, []);
  // stored at once, not in an effect, so that leaving the page loses no typed text
  const read = () => complete(readStored<Stored>(NAME));
  const update = (changes: Partial<CheckoutDraft>) => store(NAME, { ...read(), ...changes });
  const updateAdresse = (changes: Partial<AdresseDraft>) => update({ adresse: { ...read().adresse, ...changes } });
  return { draft, update, updateAdresse };
}

export const forgetDraft = () => store(NAME, null);

type PostedFields = Readonly<Partial<Record<string, string>>>;

/** The draft at its last step; the fields are checked again in any case. */
function draftOf(fields: PostedFields): CheckoutDraft {
  const { email = '', carnet } = fields;
  const inBook = carnet !== undefined && carnet !== OTHER_ADRESSE;
  const names = Object.keys(emptyAdresse) as (keyof AdresseDraft)[];
  const typed = names.map((name) => [name, fields[`adresse.${name}`] ?? emptyAdresse[name]]);
  return {
    ...emptyDraft,
    step: 3,
    email,
    adresseId: inBook ? carnet : null,
    ...(!inBook && { adresse: Object.fromEntries(typed) as AdresseDraft }),
    livraison: fields.livraison === 'express' ? 'express' : 'standard',
    paiement: fields.paiement === 'en-ligne' ? 'en-ligne' : 'a-la-livraison',
  };
}

/** May be of another release, with other fields. */
type Stored = Partial<CheckoutDraft>;

function complete(stored: Stored | null | undefined): CheckoutDraft {
  return { ...emptyDraft, ...stored, adresse: { ...emptyAdresse, ...stored?.adresse } };
}

/** Whether the typed address has any text. */
export const isTyped = ({ nom, rue, complement, codePostal, ville }: AdresseDraft): boolean =>
  [nom, rue, complement, codePostal, ville].some((text) => text !== '');

/** The typed address as the API's input. */
export const toAdresse = ({ complement, ...adresse }: AdresseDraft): Adresse =>
  ADRESSE.complement.clean(complement) === '' ? adresse : { ...adresse, complement };
