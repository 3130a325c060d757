import type { Panier } from '@boutique/contracts/panier';
import { useTexts } from '../texts/use-texts.ts';
import styles from './panier-summary.module.css';
import { TotalsList } from './totals-list.tsx';

interface Props {
  panier: Panier;
  livraisonCentimes: number;
}

/** The order's totals, beside all steps. */
export function CheckoutTotals({ panier, livraisonCentimes }: Props) {
  const { articles, panier: texts } = useTexts();
  return (
    <aside className={styles.summary} aria-label={texts.summary}>
      <p className={styles.title}>{articles(panier.nombreArticles)}</p>
      <TotalsList sousTotalCentimes={panier.totalCentimes} livraisonCentimes={livraisonCentimes} />
    </aside>
  );
}
