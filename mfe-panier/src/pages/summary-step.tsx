import type { Panier } from '@boutique/contracts/panier';
import { Button } from '@boutique/ui/button';
import type { ComponentProps, ReactNode } from 'react';
import { LignesList } from '../components/lignes-list.tsx';
import { PaiementChoice } from '../components/paiement-choice.tsx';
import { useTexts } from '../texts/use-texts.ts';
import styles from './commande-page.module.css';

interface Props extends ComponentProps<typeof PaiementChoice> {
  panier: Panier;
  /** Whether the button is that of the chosen payment; without scripts, the stylesheet shows one of all. */
  inSteps: boolean;
  disabled: boolean;
  busy: boolean;
  /** The reason why the order is not possible or failed. */
  failure: ReactNode;
}

/** The order, its payment, and the button that places it. */
export function SummaryStep({ panier, inSteps, disabled, busy, failure, ...paiement }: Props) {
  const { checkout: texts } = useTexts();
  const submits = paiement.moyens.filter((moyen) => !inSteps || moyen === paiement.chosen);
  return (
    <div className={styles.form}>
      <LignesList label={texts.lines} lignes={panier.lignes} />
      <PaiementChoice {...paiement} />
      {failure}
      <Button type="submit" wide size="lg" aria-disabled={disabled || undefined}>
        {busy
          ? texts.submitting
          : submits.map(({ mode }) => (
              <span key={mode} data-paiement={mode}>
                {texts.payments[mode].submit}
              </span>
            ))}
      </Button>
    </div>
  );
}
