import type { FacettesProduits, Produit } from '@boutique/contracts/produits';
import { Link, useShell } from '@boutique/facade';
import { Icon } from '@boutique/ui/icon';
import { Price } from '@boutique/ui/price';
import { ProduitImage } from '../components/produit-image.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './recherche-produits.module.css';

/** A product, all `total` results, or the nearest search that has some. */
export type Choice = { href: string } & (
  | { produit: Produit }
  | { total: number }
  | { proposition: NonNullable<FacettesProduits['proposition']> }
);

interface Props {
  id: string;
  choices: Choice[];
  /** A sentence above the choices. */
  message?: string | undefined;
  /** Index of the choice under the arrow keys. */
  active: number;
  /** The suggestions belong to an earlier text. */
  outdated: boolean;
  onChoose: () => void;
}

/** The popup of the search field. Its options are links, so they can open in a new tab. */
export function Suggestions({ id, choices, message, active, outdated, onChoose }: Props) {
  const { search: texts } = useTexts();
  return (
    <div className={styles.popup} aria-busy={outdated}>
      {message && <p className={styles.message}>{message}</p>}
      <div id={id} role="listbox" aria-label={texts.suggestions}>
        {choices.map((choice, index) => (
          <Link
            key={choice.href}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            to={choice.href}
            className={styles.option}
            // the focus stays in the field; a click still follows the link
            onMouseDown={(event) => event.preventDefault()}
            onClick={onChoose}
          >
            {'produit' in choice ? <ProduitOption produit={choice.produit} /> : <SearchOption choice={choice} />}
          </Link>
        ))}
      </div>
    </div>
  );
}

function SearchOption({ choice }: { choice: Exclude<Choice, { produit: Produit }> }) {
  const { catalogue, search } = useTexts();
  return (
    <>
      <span className={styles.all}>
        {'total' in choice
          ? search.seeAll(choice.total)
          : catalogue.tryInstead(choice.proposition.q, choice.proposition.nombre)}
      </span>
      <Icon name="arrow-right" size={18} />
    </>
  );
}

function ProduitOption({ produit }: { produit: Produit }) {
  const { locale } = useShell();
  return (
    <>
      <ProduitImage produit={produit} size="thumb" sizes="3rem" decorative />
      <span className={styles.words}>
        <span className={styles.nom}>{produit.nom}</span>
        <span className={styles.categorie}>{produit.categorie.nom}</span>
      </span>
      <Price centimes={produit.prixCentimes} locale={locale} size="sm" />
    </>
  );
}
