import type { ApiError } from '@boutique/contracts/client';
import type { LignePanier } from '@boutique/contracts/panier';
import { Link } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { useTexts } from '../texts/use-texts.ts';
import styles from './order-failure.module.css';

interface Props {
  error: Partial<ApiError> | null;
  lignes: readonly LignePanier[];
  /** What is to be paid by now, in words. */
  total: string;
}

/** Why this cannot be ordered, or was not; nothing when there is no reason. */
export function OrderFailure({ error, lignes, total }: Props) {
  const { checkout: texts } = useTexts();
  const missing = lignes.filter(({ disponible }) => !disponible).map(({ nom }) => nom);
  if (missing.length > 0) {
    return (
      <div role="alert" className={styles.failure}>
        <p>{texts.unavailable(missing.join(', '))}</p>
        <Link to="/panier" className={buttonClass({ variant: 'secondary', size: 'sm' })}>
          {texts.toCart}
        </Link>
      </div>
    );
  }
  if (!error) return null;
  return (
    <div role="alert" className={styles.failure}>
      <p>{error.code === 'total-modifie' ? texts.totalChanged(total) : texts.refused}</p>
    </div>
  );
}
