import { livraisonCentimes } from '@boutique/contracts/achat';
import { deliveryDates } from '@boutique/contracts/delivery-dates';
import { useShell } from '@boutique/facade';
import { Icon } from '@boutique/ui/icon';
import { formatPrice } from '@boutique/ui/price';
import { Skeleton } from '@boutique/ui/skeleton';
import { useLivraisons } from '../api/list-livraisons.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './delivery-estimate.module.css';

/** Arrival and cost of the product if ordered now. Empty while the ways of delivery are unknown. */
export function DeliveryEstimate({ prixCentimes }: { prixCentimes: number }) {
  const { delivery: texts } = useTexts();
  const { locale, now } = useShell();
  const { data: livraisons, isError } = useLivraisons();
  if (isError && !livraisons) return null;
  return (
    <ul className={styles.list} aria-label={texts.title} aria-busy={!livraisons}>
      {livraisons
        ? livraisons.map((livraison) => {
            const price = livraisonCentimes(livraison, prixCentimes);
            return (
              <li key={livraison.mode} className={styles.item}>
                <Icon name="truck" />
                <span>
                  <strong>{deliveryDates(now, livraison, locale)}</strong>
                  <span className={styles.mode}>
                    {`${texts.modes[livraison.mode]}, ${price === 0 ? texts.free : formatPrice(price, locale)}`}
                  </span>
                </span>
              </li>
            );
          })
        : [1, 2].map((key) => <Skeleton key={key} height="2.75rem" />)}
    </ul>
  );
}
