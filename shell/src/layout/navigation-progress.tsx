import { useNavigation } from '@boutique/facade';
import { VisuallyHidden } from '@boutique/ui/visually-hidden';
import styles from './navigation-progress.module.css';

/** A thin bar while the next page loads; the page before stays usable until then. */
export function NavigationProgress() {
  const loading = useNavigation().state === 'loading';
  return (
    <div role="status" className={styles.place}>
      {loading && (
        <div className={styles.bar}>
          <VisuallyHidden>Chargement de la page…</VisuallyHidden>
        </div>
      )}
    </div>
  );
}
