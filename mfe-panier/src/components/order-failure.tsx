import type { ApiError } from '@boutique/contracts/client';
import { GUEST_ORDER } from '@boutique/contracts/limits';
import type { LignePanier } from '@boutique/contracts/panier';
import { Link } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { isOutcomeUnknown } from '../api/create-commande.ts';
import type { Texts } from '../texts/fr.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './order-failure.module.css';

interface Props {
  error: Partial<ApiError> | null;
  lignes: readonly LignePanier[];
  /** The present total, as text. */
  total: string;
}

function sentenceOf(error: Partial<ApiError>, total: string, texts: Texts['checkout']): string {
  if (error.code === 'total-modifie') return texts.totalChanged(total);
  if (error.code === 'limite-atteinte') return texts.guestLimit(GUEST_ORDER.ofOneProduct, GUEST_ORDER.inAll);
  if (error.code === 'trop-de-tentatives') return texts.tooMany(Math.ceil((error.retryAfter ?? 60) / 60));
  return isOutcomeUnknown(error) ? texts.sendAgain : texts.refused;
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
      <p>{sentenceOf(error, total, texts)}</p>
    </div>
  );
}
