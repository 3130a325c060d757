import { Skeleton } from '@boutique/ui/skeleton';
import { VisuallyHidden } from '@boutique/ui/visually-hidden';
import { useTexts } from '../texts/use-texts.ts';
import styles from './profil.module.css';

export function ProfilSkeleton() {
  const { directory, profile: texts, shop } = useTexts();
  return (
    <div className={styles.profil} aria-busy="true">
      <title>{`${directory.title} – ${shop}`}</title>
      <VisuallyHidden>{texts.loading}</VisuallyHidden>
      <Skeleton width="14rem" height="1.75rem" />
      <div className={styles.card}>
        <div className={styles.header}>
          <Skeleton width="6rem" height="6rem" radius="full" />
          <div className={styles.identity}>
            <p className={styles.nom}>
              <Skeleton width="5.5rem" />
            </p>
            <Skeleton width="6rem" height="1.5rem" radius="full" />
            <Skeleton width="16rem" />
          </div>
        </div>
        <div className={styles.details}>
          <p className={styles.title}>
            <Skeleton width="9rem" />
          </p>
          <Skeleton height="9.1875rem" />
          <Skeleton height="4.125rem" radius="md" />
        </div>
      </div>
    </div>
  );
}
