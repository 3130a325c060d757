import type { WidgetProps } from '@boutique/contracts/widgets';
import { useFormPost } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { Icon } from '@boutique/ui/icon';
import { QuantityStepper } from '@boutique/ui/quantity-stepper';
import { useId, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './ajouter-au-panier.module.css';
import { useAddLigne } from './use-add-ligne.ts';

/** Puts one product into the cart. `compact` is a small button for a card in a list. */
export default function AjouterAuPanier({ produitId, nom, stock, compact = false }: WidgetProps['AjouterAuPanier']) {
  const { add: texts, quantity } = useTexts();
  const id = useId();
  const { form, posted } = useFormPost('addLignePanier', { produitId });
  const [wanted, setWanted] = useState(Number(posted?.values.quantite) || 1);
  const { add, state, refusal } = useAddLigne({ produitId, nom, posted });
  const out = stock === 0;
  const quantite = Math.min(wanted, Math.max(stock, 1));
  const words = { idle: compact ? texts.short : texts.button, adding: texts.adding, added: texts.added }[state];
  const note = out ? texts.outReason : refusal;
  const button = (
    <Button
      type="submit"
      wide={!compact}
      size={compact ? 'sm' : 'lg'}
      variant={compact ? 'secondary' : 'primary'}
      className={styles.button}
      data-state={state}
      aria-label={compact ? (out ? texts.outOf(nom) : texts.nameOf(nom)) : undefined}
      aria-describedby={note && !compact ? `${id}-note` : undefined}
      disabled={out}
      // not `disabled` meanwhile, because that would drop the focus
      aria-disabled={state === 'adding' || undefined}
    >
      <Icon name={state === 'added' ? 'check' : compact && !out ? 'plus' : 'cart'} size={compact ? 16 : 20} />
      <span>{out ? texts.out : words}</span>
    </Button>
  );
  return (
    <form
      {...form}
      className={compact ? `${styles.frame} ${styles.compact}` : styles.frame}
      onSubmit={(event) => {
        event.preventDefault();
        if (state !== 'adding') add(quantite);
      }}
    >
      <input type="hidden" name="produitId" value={produitId} />
      <input type="hidden" name="retour" value="/panier" />
      {compact || out ? (
        <>
          <input type="hidden" name="quantite" value="1" />
          {button}
        </>
      ) : (
        <div className={styles.line}>
          <QuantityStepper
            name="quantite"
            size="lg"
            label={quantity.label(nom)}
            decreaseLabel={quantity.decrease}
            increaseLabel={quantity.increase}
            value={quantite}
            max={stock}
            onChange={setWanted}
          />
          {button}
        </div>
      )}
      <p
        id={`${id}-note`}
        role={refusal ? 'alert' : undefined}
        className={refusal ? `${styles.note} ${styles.refused}` : styles.note}
        hidden={!note || (compact && !refusal)}
      >
        {note}
      </p>
    </form>
  );
}
