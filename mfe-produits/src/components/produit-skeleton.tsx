import { Skeleton } from '@boutique/ui/skeleton';
import styles from './produit-details.module.css';

/** The frame of a product's page while the product loads. */
export function ProduitSkeleton() {
  return (
    <div className={styles.details} aria-busy="true">
      <div className={styles.breadcrumb}>
        <Skeleton width="20rem" height="1.75rem" />
      </div>
      <div className={styles.placeholder}>
        <Skeleton height="100%" radius="xl" />
      </div>
      <div className={styles.buy}>
        <Skeleton width="30%" />
        <Skeleton width="90%" height="3rem" />
        <Skeleton width="40%" />
        <Skeleton width="50%" height="3rem" />
        <Skeleton height="3.25rem" radius="md" />
      </div>
    </div>
  );
}
