import { livraisonCentimes } from '@boutique/contracts/achat';
import { deliveryDates } from '@boutique/contracts/delivery-dates';
import { Link, type useFormPost, useShell } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { Icon } from '@boutique/ui/icon';
import { formatPrice } from '@boutique/ui/price';
import { isOutcomeUnknown } from '../api/create-commande.ts';
import { AdresseText } from '../components/adresse-text.tsx';
import { CheckoutStep } from '../components/checkout-step.tsx';
import { CheckoutTotals } from '../components/checkout-totals.tsx';
import { OrderFailure } from '../components/order-failure.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { AdresseStep } from './adresse-step.tsx';
import { BookFields } from './book-fields.tsx';
import styles from './commande-page.module.css';
import { LivraisonStep } from './livraison-step.tsx';
import { SummaryStep } from './summary-step.tsx';
import { type CheckoutData, useCheckout } from './use-checkout.ts';

interface Props extends CheckoutData {
  adressesFailed: boolean;
  form: ReturnType<typeof useFormPost>['form'];
}

/** From a cart to an order: address, delivery, summary. */
export function Checkout({ adressesFailed, form, ...data }: Props) {
  const { panier, moyens, adresses, order, posted } = data;
  const { checkout: texts } = useTexts();
  const { locale, now, session } = useShell();
  const checkout = useCheckout(data);
  const { draft, adresse, livraisons, livraison, chosen, inSteps, frame, totalWith } = checkout;
  // without scripts, the stylesheet shows the one of the chosen delivery
  const shown = livraisons.filter((one) => !inSteps || one === livraison);
  const total = formatPrice(livraison ? totalWith(livraison) : panier.totalCentimes, locale);
  const failure = <OrderFailure error={order.error} lignes={panier.lignes} total={total} />;
  // without scripts, the page is shown from its top
  const atTop = !inSteps || checkout.step < 3;
  // the same key again, so that there is one order
  const lost = posted?.error && isOutcomeUnknown(posted.error) ? posted.values['Idempotency-Key'] : undefined;
  return (
    <>
      <div className={styles.heading}>
        <h1 className={styles.title}>{texts.heading}</h1>
        <Link to="/panier" className={buttonClass({ variant: 'ghost', size: 'sm' })}>
          <Icon name="arrow-left" size={18} />
          {texts.back}
        </Link>
      </div>
      {atTop && failure}
      <div className={styles.columns}>
        <form {...form} {...checkout.form.props} className={styles.steps}>
          <input type="hidden" name="retour" value="/commande/confirmation/{id}" />
          <input type="hidden" name="Idempotency-Key" value={lost ?? `commande-${now}`} />
          {livraison && <input type="hidden" name="totalCentimes" value={totalWith(livraison)} />}
          {livraisons.map((one) => (
            <input key={one.mode} type="hidden" name={`totalCentimes[livraison=${one.mode}]`} value={totalWith(one)} />
          ))}
          {!checkout.hydrated && <BookFields adresses={adresses} />}
          <CheckoutStep
            {...frame(1)}
            summary={
              <>
                {!session && <p>{draft.email}</p>}
                {adresse && <AdresseText adresse={adresse} />}
              </>
            }
          >
            {adressesFailed && <p className={styles.muted}>{texts.addressesFailed}</p>}
            <AdresseStep checkout={checkout} adresses={adresses} chosen={chosen} />
          </CheckoutStep>
          <CheckoutStep
            {...frame(2)}
            summary={
              livraison && <p>{texts.chosen(texts.modes[livraison.mode], deliveryDates(now, livraison, locale))}</p>
            }
          >
            <LivraisonStep
              livraisons={livraisons}
              chosen={livraison?.mode ?? draft.livraison}
              onChoose={(mode) => checkout.update({ livraison: mode })}
              centimes={panier.totalCentimes}
              withNext={inSteps}
            />
          </CheckoutStep>
          <CheckoutStep {...frame(3)}>
            {livraison && (
              <SummaryStep
                panier={panier}
                moyens={moyens}
                chosen={checkout.moyen}
                onChoose={({ mode }) => checkout.update({ paiement: mode })}
                totals={shown.map((one) => ({ mode: one.mode, centimes: totalWith(one) }))}
                inSteps={inSteps}
                disabled={order.busy || checkout.blocked}
                busy={order.busy}
                failure={!atTop && failure}
              />
            )}
          </CheckoutStep>
        </form>
        <CheckoutTotals
          panier={panier}
          livraisons={shown.map((one) => ({
            mode: one.mode,
            livraisonCentimes: livraisonCentimes(one, panier.totalCentimes),
          }))}
        />
      </div>
    </>
  );
}
