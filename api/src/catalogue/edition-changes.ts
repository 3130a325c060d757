import { isDeepStrictEqual } from 'node:util';
import type { ProduitEdition } from '@boutique/contracts/administration';

/** One field before and after; long texts are shortened. */
interface Change {
  avant: unknown;
  apres: unknown;
}

const LONGEST = 120;

/** The differences between two states of a product, by field, for the audit. Empty when there are none. */
export function changesBetween(avant: ProduitEdition, apres: ProduitEdition): Record<string, Change> {
  const fields = Object.keys(apres) as (keyof ProduitEdition)[];
  return Object.fromEntries(
    fields
      .filter((field) => !isDeepStrictEqual(avant[field], apres[field]))
      .map((field) => [field, { avant: summary(field, avant), apres: summary(field, apres) }]),
  );
}

function summary(field: keyof ProduitEdition, produit: ProduitEdition): unknown {
  // without variants, which follow from the picture
  if (field === 'images') return produit.images.map(({ fichier, alt }) => ({ fichier, alt: shortened(alt) }));
  return shortened(produit[field]);
}

function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.length > LONGEST ? `${value.slice(0, LONGEST - 1)}…` : value;
  if (Array.isArray(value)) return value.map(shortened);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shortened(inner)]));
}
