import { formatCountShort } from '@boutique/contracts/numbers';
import type { FacettesProduits } from '@boutique/contracts/produits';
import { Link, useHref, useShell } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { Checkbox } from '@boutique/ui/checkbox';
import { useHydrated } from '@boutique/ui/use-hydrated';
import type { ReactNode } from 'react';
import { type CatalogueFilters, catalogueHref, priceFilterOf } from '../api/catalogue-filters.ts';
import { useShowCatalogue } from '../api/use-show-catalogue.ts';
import { useTexts } from '../texts/use-texts.ts';
import { bandLabel } from './band-label.ts';
import styles from './facets.module.css';
import { HiddenFilters } from './hidden-filters.tsx';

interface Props {
  filters: CatalogueFilters;
  facettes: FacettesProduits;
}

/** The choices that narrow the catalogue, each a link with the number of products that it would leave. */
export function Facets({ filters, facettes }: Props) {
  const { catalogue: texts } = useTexts();
  const { locale } = useShell();
  const show = useShowCatalogue();
  const hydrated = useHydrated();
  const { enStock } = facettes.disponibilite;
  return (
    // the other choices are links; without scripts, the form sends the checkbox
    <form action={useHref('/produits')} autoComplete="off" className={styles.facets}>
      <HiddenFilters filters={{ ...filters, enStock: undefined }} />
      <Group title={texts.availability}>
        <li>
          <Checkbox
            name="enStock"
            sendsFalse={false}
            checked={filters.enStock === true}
            onChange={(checked) => show({ ...filters, enStock: checked || undefined })}
            aside={enStock === null ? undefined : formatCountShort(enStock, locale)}
          >
            {texts.inStock}
          </Checkbox>
        </li>
      </Group>
      <Group title={texts.category}>
        <Choice filters={{ ...filters, categorie: undefined }} active={filters.categorie === undefined}>
          {texts.everyCategory}
        </Choice>
        {facettes.categories.map(({ slug, nom, nombre }) => (
          <Choice
            key={slug}
            filters={{ ...filters, categorie: slug }}
            active={filters.categorie === slug}
            count={nombre}
          >
            {nom}
          </Choice>
        ))}
      </Group>
      <Group title={texts.price}>
        <Choice
          filters={{ ...filters, prixMin: undefined, prixMax: undefined }}
          active={filters.prixMin === undefined && filters.prixMax === undefined}
        >
          {texts.everyPrice}
        </Choice>
        {facettes.prix.map((band) => {
          const price = priceFilterOf(band);
          const active = filters.prixMin === price.prixMin && filters.prixMax === price.prixMax;
          return (
            <Choice key={band.min} filters={{ ...filters, ...price }} active={active} count={band.nombre}>
              {bandLabel(price, texts, locale)}
            </Choice>
          );
        })}
      </Group>
      {!hydrated && (
        // at the end, so that nothing moves when scripts remove it
        <Button type="submit" variant="secondary">
          {texts.filterNow}
        </Button>
      )}
    </form>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.group}>
      <h3 className={styles.title}>{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}

interface ChoiceProps {
  /** The catalogue's filters after this choice. */
  filters: CatalogueFilters;
  active: boolean;
  /** The number of products after this choice; null when it is not known. */
  count?: number | null;
  children: string;
}

function Choice({ filters, active, count = null, children }: ChoiceProps) {
  const { locale } = useShell();
  const content = (
    <>
      <span>{children}</span>{' '}
      {count !== null && <span className={styles.count}>{formatCountShort(count, locale)}</span>}
    </>
  );
  return (
    <li>
      {count === 0 && !active ? (
        <span className={styles.choice}>{content}</span>
      ) : (
        <Link to={catalogueHref(filters)} className={styles.choice} aria-current={active ? 'true' : undefined}>
          {content}
        </Link>
      )}
    </li>
  );
}
