import { livraisonCentimes } from '@boutique/contracts/achat';
import type { Livraison } from '@boutique/contracts/commandes';
import type { Panier } from '@boutique/contracts/panier';
import { Link, useShell } from '@boutique/facade';
import { Button, buttonClass } from '@boutique/ui/button';
import { formatPrice, Price } from '@boutique/ui/price';
import { useId, useRef } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { FreeDelivery } from './free-delivery.tsx';
import styles from './panier-summary.module.css';

interface Props {
  panier: Panier;
  /** Undefined while the cost of delivery is unknown. */
  livraisons: Livraison[] | undefined;
}

/** The cart's costs, and the button to order, which is off while a line is not available. */
export function PanierSummary({ panier, livraisons }: Props) {
  const { panier: texts } = useTexts();
  const { locale } = useShell();
  const id = useId();
  const problem = useRef<HTMLParagraphElement>(null);
  const { totalCentimes, lignes } = panier;
  const standard = livraisons?.find(({ mode }) => mode === 'standard');
  const delivery = standard && livraisonCentimes(standard, totalCentimes);
  const unavailable = lignes.filter(({ disponible }) => !disponible).length;
  return (
    <section aria-labelledby={`${id}-title`} className={styles.summary}>
      <h2 id={`${id}-title`} className={styles.title}>
        {texts.summary}
      </h2>
      <dl className={styles.figures}>
        <div>
          <dt>{texts.subtotal}</dt>
          <dd>{formatPrice(totalCentimes, locale)}</dd>
        </div>
        <div>
          <dt>{texts.delivery}</dt>
          <dd>
            {delivery === undefined ? texts.deliveryLater : delivery === 0 ? texts.free : formatPrice(delivery, locale)}
          </dd>
        </div>
        <div className={styles.total}>
          <dt>
            {texts.total} <span className={styles.taxes}>{texts.taxes}</span>
          </dt>
          <dd>
            <Price centimes={totalCentimes + (delivery ?? 0)} locale={locale} />
          </dd>
        </div>
      </dl>
      {standard && <FreeDelivery livraison={standard} centimes={totalCentimes} />}
      {unavailable > 0 ? (
        <>
          <p ref={problem} id={`${id}-problem`} tabIndex={-1} className={styles.problem}>
            {texts.unavailable(unavailable)}
          </p>
          <Button
            wide
            size="lg"
            aria-disabled="true"
            aria-describedby={`${id}-problem`}
            onClick={() => problem.current?.focus()}
          >
            {texts.order}
          </Button>
        </>
      ) : (
        <Link to="/commande" className={buttonClass({ size: 'lg', wide: true })}>
          {texts.order}
        </Link>
      )}
      <Link to="/produits" className={buttonClass({ variant: 'ghost', wide: true })}>
        {texts.continue}
      </Link>
    </section>
  );
}
