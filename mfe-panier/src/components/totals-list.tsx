import { useShell } from '@boutique/facade';
import { formatPrice, Price } from '@boutique/ui/price';
import { useTexts } from '../texts/use-texts.ts';
import styles from './panier-summary.module.css';

interface Props {
  sousTotalCentimes: number;
  livraisonCentimes: number;
  /** Whether nothing is left to pay. */
  paid?: boolean;
}

/** Products, delivery and total. */
export function TotalsList({ sousTotalCentimes, livraisonCentimes, paid = false }: Props) {
  const { checkout: texts, panier } = useTexts();
  const { locale } = useShell();
  return (
    <dl className={styles.figures}>
      <div>
        <dt>{texts.subtotal}</dt>
        <dd>{formatPrice(sousTotalCentimes, locale)}</dd>
      </div>
      <div>
        <dt>{texts.delivery}</dt>
        <dd>{livraisonCentimes === 0 ? texts.free : formatPrice(livraisonCentimes, locale)}</dd>
      </div>
      <div className={styles.total}>
        <dt>
          {paid ? panier.total : texts.total} <span className={styles.taxes}>{panier.taxes}</span>
        </dt>
        <dd>
          <Price centimes={sousTotalCentimes + livraisonCentimes} locale={locale} />
        </dd>
      </div>
    </dl>
  );
}
