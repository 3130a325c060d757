import { Skeleton } from '@boutique/ui/skeleton';
import styles from '../pages/commande-page.module.css';

/** The frame of the checkout while cart and session load. */
export function CheckoutSkeleton() {
  return (
    <>
      <div className={styles.heading} aria-busy="true">
        <Skeleton width="16rem" height="2.5rem" />
      </div>
      <div className={styles.columns} aria-busy="true">
        <div className={styles.steps}>
          <Skeleton height="28rem" radius="lg" />
          <Skeleton height="5.25rem" radius="lg" />
          <Skeleton height="5.25rem" radius="lg" />
        </div>
        <Skeleton height="14rem" radius="lg" />
      </div>
    </>
  );
}
