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
  const reached = missing > 0 ? Math.floor((centimes / gratuiteDesCentimes) * 100) : 100;
  return (
    <div className={styles.frame}>
      <p>{missing > 0 ? texts.missing(formatPrice(missing, locale)) : texts.reached}</p>
      <span className={styles.track} aria-hidden="true">
        <svg className={styles.reached} width={`${reached}%`} height="100%" aria-hidden="true" />
      </span>
    </div>
  );
}
