import type { Livraison } from '@boutique/contracts/commandes';
import { useShell } from '@boutique/facade';
import { formatPrice } from '@boutique/ui/price';
import { useTexts } from '../texts/use-texts.ts';
import styles from './free-delivery.module.css';

interface Props {
  livraison: Livraison;
  /** The total of the products. */
  centimes: number;
}

/** The amount missing for free delivery; empty when no delivery is free. */
export function FreeDelivery({ livraison: { gratuiteDesCentimes }, centimes }: Props) {
  const { panier: texts } = useTexts();
  const { locale } = useShell();
  if (gratuiteDesCentimes === null) return null;
  const missing = gratuiteDesCentimes - centimes;
  return (
    <div className={styles.frame}>
      <p>{missing > 0 ? texts.missing(formatPrice(missing, locale)) : texts.reached}</p>
      <span className={styles.track} aria-hidden="true">
        <span
          className={styles.reached}
          style={{ width: `${Math.min(100, (centimes / gratuiteDesCentimes) * 100)}%` }}
        />
      </span>
    </div>
  );
}
