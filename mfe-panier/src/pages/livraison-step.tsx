import { livraisonCentimes } from '@boutique/contracts/achat';
import type { Livraison, ModeLivraison } from '@boutique/contracts/commandes';
import { deliveryDates } from '@boutique/contracts/delivery-dates';
import { useShell } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { formatPrice } from '@boutique/ui/price';
import { RadioCard } from '@boutique/ui/radio-card';
import { useTexts } from '../texts/use-texts.ts';
import styles from './commande-page.module.css';

interface Props {
  livraisons: readonly Livraison[];
  chosen: ModeLivraison;
  onChoose: (mode: ModeLivraison) => void;
  /** The total of the products. */
  centimes: number;
  /** Whether the next step opens by a button. */
  withNext: boolean;
}

/** The way of delivery, with its time and price. */
export function LivraisonStep({ livraisons, chosen, onChoose, centimes, withNext }: Props) {
  const { checkout: texts } = useTexts();
  const { locale, now } = useShell();
  return (
    <div className={styles.form}>
      <fieldset className={styles.choice}>
        <legend className={styles.hidden}>{texts.steps[2]}</legend>
        {livraisons.map((livraison) => {
          const price = livraisonCentimes(livraison, centimes);
          return (
            <RadioCard
              key={livraison.mode}
              name="livraison"
              value={livraison.mode}
              checked={chosen === livraison.mode}
              onChange={() => onChoose(livraison.mode)}
              aside={<strong>{price === 0 ? texts.free : formatPrice(price, locale)}</strong>}
            >
              <span className={styles.mode}>{texts.modes[livraison.mode]}</span>
              <span className={styles.muted}>{texts.between(deliveryDates(now, livraison, locale))}</span>
            </RadioCard>
          );
        })}
      </fieldset>
      {withNext && (
        <div>
          <Button type="submit" size="lg">
            {texts.next}
          </Button>
        </div>
      )}
    </div>
  );
}
