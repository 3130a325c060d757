import type { ModeLivraison } from '@boutique/contracts/commandes';
import type { MoyenPaiement } from '@boutique/contracts/paiements';
import { useShell } from '@boutique/facade';
import { Icon } from '@boutique/ui/icon';
import { formatPrice } from '@boutique/ui/price';
import { RadioCard } from '@boutique/ui/radio-card';
import styles from '../pages/commande-page.module.css';
import { useTexts } from '../texts/use-texts.ts';

interface Props {
  moyens: readonly MoyenPaiement[];
  chosen: MoyenPaiement;
  onChoose: (chosen: MoyenPaiement) => void;
  /** The total of the chosen delivery; while all steps are open, of each. */
  totals: readonly { mode: ModeLivraison; centimes: number }[];
}

/** How to pay: a choice, or a sentence when there is only one way. */
export function PaiementChoice({ moyens, chosen, onChoose, totals }: Props) {
  const { checkout: texts } = useTexts();
  if (moyens.length === 1) {
    return (
      <p className={styles.payment}>
        <input type="hidden" name="paiement" value={chosen.mode} />
        <Icon name="truck" />
        <span>
          <Words moyen={chosen} totals={totals} />
        </span>
      </p>
    );
  }
  return (
    <fieldset className={styles.choice}>
      <legend className={styles.legend}>{texts.paymentLegend}</legend>
      {moyens.map((moyen) => (
        <RadioCard
          key={moyen.mode}
          name="paiement"
          value={moyen.mode}
          checked={moyen === chosen}
          onChange={() => onChoose(moyen)}
        >
          <Words moyen={moyen} totals={totals} />
        </RadioCard>
      ))}
    </fieldset>
  );
}

function Words({
  moyen: { mode, confirmationAuDelaCentimes: limit },
  totals,
}: Pick<Props, 'totals'> & { moyen: MoyenPaiement }) {
  const { checkout: texts } = useTexts();
  const { locale, session } = useShell();
  const { name, text } = texts.payments[mode];
  return (
    <>
      <strong>{name}</strong>
      {totals.map((total) => (
        <span key={total.mode} className={styles.muted} data-livraison={total.mode}>
          {text(formatPrice(total.centimes, locale))}{' '}
          {session === null && limit !== null && total.centimes > limit && texts.toConfirm(formatPrice(limit, locale))}
        </span>
      ))}
    </>
  );
}
