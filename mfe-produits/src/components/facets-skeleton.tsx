import { Skeleton } from '@boutique/ui/skeleton';
import styles from './facets.module.css';

/** Widths of the lines in each group: availability, categories, prices. Unique in a group, because they are the keys. */
const groups = [
  ['50%', '80%'],
  ['35%', '70%', '80%', '65%', '40%', '36%', '38%', '34%', '45%', '55%'],
  ['25%', '60%', '62%', '58%', '65%', '68%', '70%', '66%'],
];

/** Keeps the place of the facets while they load. */
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
