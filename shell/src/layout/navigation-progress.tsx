import { useNavigation } from '@boutique/facade';
import { VisuallyHidden } from '@boutique/ui/visually-hidden';
import { useTexts } from '../texts/use-texts.ts';
import styles from './navigation-progress.module.css';

/** A thin bar while the next page loads; the current page stays usable until then. */
export function NavigationProgress() {
  const { loadingPage } = useTexts();
  const loading = useNavigation().state === 'loading';
  return (
    <div role="status" className={styles.place}>
      {loading && (
        <div className={styles.bar}>
          <VisuallyHidden>{loadingPage}</VisuallyHidden>
        </div>
      )}
    </div>
  );
}
