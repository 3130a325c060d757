import type { Produit } from '@boutique/contracts/produits';
import { ProduitCard, ProduitCardSkeleton } from './produit-card.tsx';
import styles from './produit-grid.module.css';

interface Props {
  produits: Produit[];
  /** How many cards are still on their way; they keep the page at its final height. */
  pending?: number;
  /** These products answer an older question: show them, but faded. */
  outdated?: boolean;
}

/** The first row, whatever the width: pictures that are fetched at once. */
const FIRST_ROW = 4;

export function ProduitGrid({ produits, pending = 0, outdated = false }: Props) {
  return (
    <ul className={styles.grid} aria-busy={pending > 0 || outdated}>
      {produits.map((produit, index) => (
        <li key={produit.id}>
          <ProduitCard produit={produit} priority={index < FIRST_ROW} />
        </li>
      ))}
      {Array.from({ length: pending }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders are all alike
        <li key={index} aria-hidden="true">
          <ProduitCardSkeleton />
        </li>
      ))}
    </ul>
  );
}
