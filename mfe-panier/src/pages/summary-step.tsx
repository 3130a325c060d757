import type { Panier } from '@boutique/contracts/panier';
import { Button } from '@boutique/ui/button';
import { Icon } from '@boutique/ui/icon';
import type { ReactNode } from 'react';
import { LignesList } from '../components/lignes-list.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './commande-page.module.css';

interface Props {
  panier: Panier;
  /** The total, as text. */
  total: string;
  busy: boolean;
  /** The reason why the order is not possible or failed. */
  failure: ReactNode;
  onOrder: () => void;
}

/** The order, its payment, and the button that places it. */
export function SummaryStep({ panier, total, busy, failure, onOrder }: Props) {
  const { checkout: texts } = useTexts();
  const blocked = panier.lignes.some(({ disponible }) => !disponible);
  return (
    <div className={styles.form}>
      <LignesList label={texts.lines} lignes={panier.lignes} />
      <p className={styles.payment}>
        <Icon name="truck" />
        <span>
          <strong>{texts.payment}</strong>
          <span className={styles.muted}>{texts.paymentText(total)}</span>
        </span>
      </p>
      {failure}
      <Button
        wide
        size="lg"
        aria-disabled={busy || blocked || undefined}
        onClick={() => !busy && !blocked && onOrder()}
      >
        {busy ? texts.submitting : texts.submit}
      </Button>
    </div>
  );
}
