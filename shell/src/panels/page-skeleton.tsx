import { Skeleton } from '@boutique/ui/skeleton';
import { useTexts } from '../texts/use-texts.ts';
import styles from './panels.module.css';

/** Stands in for a page while its slice loads for the first time. */
export function PageSkeleton() {
  return (
    <div className={styles.place} role="status" aria-label={useTexts().loadingPage}>
      <Skeleton width="24rem" height="2.5rem" />
      <Skeleton width="40rem" height="1.25rem" />
      <Skeleton width="100%" height="20rem" />
    </div>
  );
}
