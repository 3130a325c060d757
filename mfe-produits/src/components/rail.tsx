import type { Produit } from '@boutique/contracts/produits';
import { Link } from '@boutique/facade';
import { IconButton } from '@boutique/ui/icon-button';
import { useId, useRef } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { ProduitCard, ProduitCardSkeleton } from './produit-card.tsx';
import styles from './rail.module.css';

/** The width of a card's picture, see the stylesheet. */
const PICTURE = '(width < 56rem) 8.75rem, (width < 90rem) 15vw, 14rem';

interface Props {
  title: string;
  /** Undefined while loading. */
  produits: Produit[] | undefined;
  /** The page with more of these products, and the text of its link. */
  more?: { href: string; label: string };
}

/** One row of products that scrolls sideways. */
export function Rail({ title, produits, more }: Props) {
  const { rail } = useTexts();
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const scroll = (direction: 1 | -1) => list.current?.scrollBy({ left: direction * list.current.clientWidth * 0.8 });
  return (
    <section
      aria-labelledby={id}
      className={styles.rail}
      // without scripts, what is missing never comes
      {...(!produits && { 'data-scripts': '' })}
    >
      <header className={styles.header}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {more && (
          <Link to={more.href} className={styles.all} aria-describedby={id}>
            {more.label}
          </Link>
        )}
        <span className={styles.arrows}>
          <IconButton icon="chevron-left" label={rail.previous} onClick={() => scroll(-1)} />
          <IconButton icon="chevron-right" label={rail.next} onClick={() => scroll(1)} />
        </span>
      </header>
      <ul ref={list} className={styles.list} aria-busy={!produits}>
        {produits
          ? produits.map((produit) => (
              <li key={produit.id}>
                <ProduitCard produit={produit} sizes={PICTURE} />
              </li>
            ))
          : [1, 2, 3, 4, 5].map((key) => (
              <li key={key} aria-hidden="true">
                <ProduitCardSkeleton />
              </li>
            ))}
      </ul>
    </section>
  );
}
