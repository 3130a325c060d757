import { Skeleton } from '@boutique/ui/skeleton';
import styles from '../pages/panier-page.module.css';
import ligneStyles from './ligne-panier.module.css';
import summaryStyles from './panier-summary.module.css';

/** The frame of the cart while it loads. */
export function PanierSkeleton() {
  return (
    <div aria-busy="true" className={styles.skeleton}>
      <div className={styles.heading}>
        <Skeleton width="16rem" height="2.5rem" />
      </div>
      <div className={styles.columns}>
        <div className={styles.lignes}>
          {[1, 2].map((line) => (
            <div key={line} className={ligneStyles.ligne}>
              <Skeleton width="5rem" ratio={1} radius="md" />
              <div className={ligneStyles.words}>
                <Skeleton width="80%" />
                <Skeleton width="30%" />
              </div>
              <div className={ligneStyles.quantity}>
                <Skeleton width="8.5rem" height="2.75rem" />
              </div>
              <div className={ligneStyles.total}>
                <Skeleton width="5rem" />
              </div>
            </div>
          ))}
        </div>
        <div className={summaryStyles.summary}>
          <Skeleton width="60%" />
          <Skeleton height="6rem" />
          <Skeleton height="3.25rem" radius="md" />
        </div>
      </div>
    </div>
  );
}
