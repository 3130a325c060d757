import { Skeleton } from '@boutique/ui/skeleton';
import styles from './facets.module.css';

/** Widths of the lines of each group: availability, categories, prices. Each once in its group: they are the keys. */
const groups = [
  ['50%', '80%'],
  ['35%', '70%', '80%', '65%', '40%', '36%', '38%', '34%', '45%', '55%'],
  ['25%', '60%', '62%', '58%', '65%', '68%', '70%', '66%'],
];

/** Stands where the facets will be. */
export function FacetsSkeleton() {
  return (
    <div className={styles.facets} aria-busy="true">
      {groups.map((lines) => (
        <div key={lines[0]} className={styles.group}>
          {lines.map((width) => (
            <div key={width} className={styles.choice}>
              <Skeleton width={width} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
