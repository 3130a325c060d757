import type { FacettesProduits } from '@boutique/contracts/produits';
import { Link, useShell } from '@boutique/facade';
import { Icon } from '@boutique/ui/icon';
import { type CatalogueFilters, catalogueHref } from '../api/catalogue-filters.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './active-filters.module.css';
import { bandLabel } from './band-label.ts';

interface Props {
  filters: CatalogueFilters;
  /** For the category's name; until it arrives, the slug is shown. */
  facettes: FacettesProduits | undefined;
}

/** The active filters, each a link to the catalogue without it. */
export function ActiveFilters({ filters, facettes }: Props) {
  const { catalogue: texts } = useTexts();
  const { locale } = useShell();
  const { q, categorie, prixMin, prixMax, enStock } = filters;
  const chips: { label: string; without: CatalogueFilters }[] = [];
  if (q) chips.push({ label: texts.quoted(q), without: { ...filters, q: undefined } });
  if (categorie) {
    const nom = facettes?.categories.find(({ slug }) => slug === categorie)?.nom ?? categorie;
    chips.push({ label: nom, without: { ...filters, categorie: undefined } });
  }
  if (prixMin !== undefined || prixMax !== undefined) {
    const label = bandLabel({ prixMin, prixMax }, texts, locale);
    chips.push({ label, without: { ...filters, prixMin: undefined, prixMax: undefined } });
  }
  if (enStock !== undefined) {
    const label = enStock ? texts.inStock : texts.outOfStock;
    chips.push({ label, without: { ...filters, enStock: undefined } });
  }
  if (chips.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={texts.active}>
      {chips.map(({ label, without }) => (
        <li key={label}>
          <Link to={catalogueHref(without)} className={styles.chip} aria-label={texts.remove(label)}>
            {label}
            <Icon name="close" size={14} />
          </Link>
        </li>
      ))}
      <li>
        <Link to={catalogueHref({ tri: filters.tri })} className={styles.clear}>
          {texts.clearAll}
        </Link>
      </li>
    </ul>
  );
}

/** The number of active filters besides the search. */
export const countFilters = ({ categorie, prixMin, prixMax, enStock }: CatalogueFilters): number =>
  [categorie, prixMin ?? prixMax, enStock].filter((value) => value !== undefined).length;
