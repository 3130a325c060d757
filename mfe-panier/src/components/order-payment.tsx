import type { Commande } from '@boutique/contracts/commandes';
import { Link, useShell } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { formatPrice } from '@boutique/ui/price';
import { useTexts } from '../texts/use-texts.ts';
import styles from './commande-details.module.css';

interface Props {
  commande: Commande;
  /** Whether the buyer comes back from the provider's page after paying; the shop may not know yet. */
  hasPaid: boolean;
}

/** What is left to do for an order's online payment, or what is given back of it. */
export function OrderPayment({ commande: { id, statut, totalCentimes, enLigne }, hasPaid }: Props) {
  const { confirmation: texts } = useTexts();
  const { locale } = useShell();
  if (!enLigne) return null;
  const total = formatPrice(totalCentimes, locale);
  const refund = texts.refunds[enLigne.statut]?.(total);
  if (refund) return <p>{refund}</p>;
  if (statut !== 'a-payer') return null;
  if (enLigne.url && !hasPaid) {
    return (
      <p className={styles.pay}>
        <a href={enLigne.url} className={buttonClass({ size: 'lg' })}>
          {texts.pay(total)}
        </a>
      </p>
    );
  }
  // with scripts, the page asks by itself
  return (
    <>
      {!hasPaid && <p>{texts.pageLater}</p>}
      <Link reloadDocument to={`/commande/confirmation/${id}`} className={buttonClass({ variant: 'secondary' })}>
        {texts.reload}
      </Link>
    </>
  );
}
