import { Skeleton } from '@boutique/ui/skeleton';
import styles from './facets.module.css';

const lines = ['60%', '85%', '75%', '50%', '40%', '45%', '40%', '55%', '65%'];

/** Stands where the facets will be: categories, then prices. */
export function FacetsSkeleton() {
  return (
    <div className={styles.facets} aria-busy="true">
      {['categories', 'prix'].map((group) => (
        <div key={group} className={styles.group}>
          {lines.map((width, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines never move
            <div key={index} className={styles.choice}>
              <Skeleton width={width} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
