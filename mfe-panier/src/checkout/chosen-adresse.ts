import type { Adresse, AdresseEnregistree } from '@boutique/contracts/comptes';
import { ADRESSE, faultsOf } from '@boutique/contracts/field-rules';
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

/** The chosen address of the book, without what the book adds to it; null for a typed one. */
export function bookAdresse(draft: CheckoutDraft, book: readonly AdresseEnregistree[]): Adresse | null {
  const chosen = book.find(({ id }) => id === chosenId(draft, book));
  if (!chosen) return null;
  const { id, parDefaut, ...adresse } = chosen;
  return adresse;
}

/** Where to deliver; null while that is not said, or not validly: one of the book may be older than the rules. */
export function chosenAdresse(draft: CheckoutDraft, book: readonly AdresseEnregistree[]): Adresse | null {
  const adresse = bookAdresse(draft, book) ?? toAdresse(draft.adresse);
  return Object.keys(faultsOf(ADRESSE, adresse)).length === 0 ? adresse : null;
}
