import type { Produit } from '@boutique/contracts/produits';
import { ProduitCard, ProduitCardSkeleton } from './produit-card.tsx';
import styles from './produit-grid.module.css';

interface Props {
  produits: Produit[];
  /** The number of cards still loading; their placeholders keep the page's final height. */
  pending?: number;
  /** These products match older filters: show them faded. */
  outdated?: boolean;
}

/** Enough cards for the first row at every width; their pictures are fetched at once. */
const FIRST_ROW = 4;
/** The width of a card's picture: two columns on a phone, and more on wider screens, see the stylesheet. */
const PICTURE = '(width < 28rem) 35vw, (width < 72rem) 25vw, 16rem';

export function ProduitGrid({ produits, pending = 0, outdated = false }: Props) {
  return (
    <ul className={styles.grid} aria-busy={pending > 0 || outdated}>
      {produits.map((produit, index) => (
        <li key={produit.id}>
          <ProduitCard produit={produit} sizes={PICTURE} priority={index < FIRST_ROW} />
        </li>
      ))}
      {Array.from({ length: pending }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: all placeholders are equal
        <li key={index} aria-hidden="true">
          <ProduitCardSkeleton />
        </li>
      ))}
    </ul>
  );
}
