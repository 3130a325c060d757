import type { Adresse, AdresseEnregistree } from '@boutique/contracts/comptes';
import { faultsOf, fields } from './adresse-rules.ts';
import { type CheckoutDraft, isTyped, toAdresse } from './checkout-draft.ts';

/**
 * Which address of the book is chosen; null for a typed one. Before any choice that is what was typed, else the default
 * one of the book.
 */
export function chosenId({ adresseId, adresse }: CheckoutDraft, book: readonly AdresseEnregistree[]): string | null {
  if (adresseId === null || (adresseId === undefined && isTyped(adresse))) return null;
  const known = book.find(({ id }) => id === adresseId) ?? book.find(({ parDefaut }) => parDefaut) ?? book[0];
  return known?.id ?? null;
}

/** Where to deliver; null while that is not said, or not validly. */
export function chosenAdresse(draft: CheckoutDraft, book: readonly AdresseEnregistree[]): Adresse | null {
  const chosen = book.find(({ id }) => id === chosenId(draft, book));
  if (chosen) {
    const { id, parDefaut, ...adresse } = chosen;
    return adresse;
  }
  const faults = faultsOf(
    fields.filter((name) => name !== 'email'),
    '',
    draft.adresse,
  );
  return Object.keys(faults).length === 0 ? toAdresse(draft.adresse) : null;
}
