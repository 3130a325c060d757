import type { Langue } from '@boutique/contracts/common';
import { formatPrice } from '@boutique/ui/price';
import type { CatalogueFilters } from '../api/catalogue-filters.ts';
import type { Texts } from '../texts/fr.ts';

/** A price filter in words: `Moins de 50 €`, `50 € à 100 €`, `1 000 € et plus`. */
export function bandLabel(
  { prixMin, prixMax }: Pick<CatalogueFilters, 'prixMin' | 'prixMax'>,
  texts: Texts['catalogue'],
  locale: Langue,
): string {
  const low = formatPrice(prixMin ?? 0, locale, { rounded: true });
  if (prixMax === undefined) return texts.over(low);
  // both bounds are included, so 49,99 € becomes "less than 50 €"
  const high = formatPrice(prixMax % 100 === 99 ? prixMax + 1 : prixMax, locale, { rounded: true });
  return prixMin ? texts.between(low, high) : texts.under(high);
}
