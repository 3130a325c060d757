import type { ModeLivraison } from '@boutique/contracts/commandes';
import type { Panier } from '@boutique/contracts/panier';
import { Button } from '@boutique/ui/button';
import { Icon } from '@boutique/ui/icon';
import type { ReactNode } from 'react';
import { LignesList } from '../components/lignes-list.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './commande-page.module.css';

interface Props {
  panier: Panier;
  /** The total, as text; while all steps are open, one for each delivery. */
  totals: readonly { mode: ModeLivraison; total: string }[];
  disabled: boolean;
  busy: boolean;
  /** The reason why the order is not possible or failed. */
  failure: ReactNode;
}

/** The order, its payment, and the button that places it. */
export function SummaryStep({ panier, totals, disabled, busy, failure }: Props) {
  const { checkout: texts } = useTexts();
  return (
    <div className={styles.form}>
      <LignesList label={texts.lines} lignes={panier.lignes} />
      <p className={styles.payment}>
        <Icon name="truck" />
        <span>
          <strong>{texts.payment}</strong>
          {totals.map(({ mode, total }) => (
            <span key={mode} className={styles.muted} data-livraison={mode}>
              {texts.paymentText(total)}
            </span>
          ))}
        </span>
      </p>
      {failure}
      <Button type="submit" wide size="lg" aria-disabled={disabled || undefined}>
        {busy ? texts.submitting : texts.submit}
      </Button>
    </div>
  );
}
