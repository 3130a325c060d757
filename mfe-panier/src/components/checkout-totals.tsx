import type { ModeLivraison } from '@boutique/contracts/commandes';
import type { Panier } from '@boutique/contracts/panier';
import { useTexts } from '../texts/use-texts.ts';
import styles from './panier-summary.module.css';
import { TotalsList } from './totals-list.tsx';

interface Props {
  panier: Panier;
  /** The chosen delivery; while all steps are open, each of them. */
  livraisons: readonly { mode: ModeLivraison; livraisonCentimes: number }[];
}

/** The order's totals, beside all steps. */
export function CheckoutTotals({ panier, livraisons }: Props) {
  const { articles, panier: texts } = useTexts();
  return (
    <aside className={styles.summary} aria-label={texts.summary}>
      <p className={styles.title}>{articles(panier.nombreArticles)}</p>
      {livraisons.map(({ mode, livraisonCentimes }) => (
        <div key={mode} data-livraison={mode}>
          <TotalsList sousTotalCentimes={panier.totalCentimes} livraisonCentimes={livraisonCentimes} />
        </div>
      ))}
    </aside>
  );
}
