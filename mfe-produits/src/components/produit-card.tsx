import type { Produit } from '@boutique/contracts/produits';
import { Link, useShell } from '@boutique/facade';
import { Price } from '@boutique/ui/price';
import { Rating } from '@boutique/ui/rating';
import { Skeleton } from '@boutique/ui/skeleton';
import { AddToCart } from './add-to-cart.tsx';
import { FavoriButton } from './favori-button.tsx';
import styles from './produit-card.module.css';
import { ProduitImage, SCENE_WIDTH } from './produit-image.tsx';
import { StockBadge } from './stock-badge.tsx';

interface Props {
  produit: Produit;
  /** The width of the picture, and whether it is on the first screen, as in `Picture`. */
  sizes: string;
  priority?: boolean;
}

/** A product in a list; the whole card links to its page. */
export function ProduitCard({ produit, sizes, priority = false }: Props) {
  const { locale } = useShell();
  return (
    <article className={styles.card}>
      <ProduitImage produit={produit} size="card" sizes={sizes} priority={priority} />
      <div className={styles.body}>
        <p className={styles.marque}>{produit.marque}</p>
        <h3 className={styles.nom}>
          <Link to={`/produits/${produit.slug}`} data-picture={SCENE_WIDTH} className={styles.link}>
            {produit.nom}
          </Link>
        </h3>
        <Rating note={produit.note} nombreAvis={produit.nombreAvis} locale={locale} />
        <div className={styles.foot}>
          <Price centimes={produit.prixCentimes} locale={locale} />
          <StockBadge stock={produit.stock} />
        </div>
        <div className={styles.actions}>
          <AddToCart produit={produit} compact />
        </div>
      </div>
      <div className={styles.favori}>
        <FavoriButton produit={produit} />
      </div>
    </article>
  );
}

export function ProduitCardSkeleton() {
  return (
    <div className={styles.card}>
      <Skeleton ratio={1} radius="md" />
      <div className={styles.body}>
        <p className={styles.marque}>
          <Skeleton width="40%" />
        </p>
        <p className={styles.nom}>
          <Skeleton width="85%" />
        </p>
        <Skeleton width="60%" height="1.3125rem" />
        <div className={styles.foot}>
          <Skeleton width="45%" height="1.6875rem" />
        </div>
        <div className={styles.actions} />
      </div>
    </div>
  );
}
