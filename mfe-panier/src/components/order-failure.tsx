import type { ApiError } from '@boutique/contracts/client';
import type { LignePanier } from '@boutique/contracts/panier';
import { Link } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { isOutcomeUnknown } from '../api/create-commande.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './order-failure.module.css';

interface Props {
  error: Partial<ApiError> | null;
  lignes: readonly LignePanier[];
  /** The present total, as text. */
  total: string;
}

/** The reason why the order is not possible or failed; empty without a reason. */
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
      <p>
        {error.code === 'total-modifie'
          ? texts.totalChanged(total)
          : isOutcomeUnknown(error)
            ? texts.sendAgain
            : texts.refused}
      </p>
    </div>
  );
}
