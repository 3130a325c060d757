import type { Adresse, AdresseEnregistree } from '@boutique/contracts/comptes';
import { ADRESSE, faultsOf } from '@boutique/contracts/field-rules';
import { type CheckoutDraft, isTyped, toAdresse } from './checkout-draft.ts';

/**
 * The id of the chosen address in the book; null for a typed one. Before any choice it is the typed address, if any, else the
 * book's default.
 */
export function chosenId({ adresseId, adresse }: CheckoutDraft, book: readonly AdresseEnregistree[]): string | null {
  if (adresseId === null || (adresseId === undefined && isTyped(adresse))) return null;
  const known = book.find(({ id }) => id === adresseId) ?? book.find(({ parDefaut }) => parDefaut) ?? book[0];
  return known?.id ?? null;
}

/** The chosen address of the book, without the book's own fields; null for a typed one. */
export function bookAdresse(draft: CheckoutDraft, book: readonly AdresseEnregistree[]): Adresse | null {
  const chosen = book.find(({ id }) => id === chosenId(draft, book));
  if (!chosen) return null;
  const { id, parDefaut, ...adresse } = chosen;
  return adresse;
}

/** The address of delivery; null without a valid one: an address of the book may be older than the rules. */
export function chosenAdresse(draft: CheckoutDraft, book: readonly AdresseEnregistree[]): Adresse | null {
  const adresse = bookAdresse(draft, book) ?? toAdresse(draft.adresse);
  return Object.keys(faultsOf(ADRESSE, adresse)).length === 0 ? adresse : null;
}
