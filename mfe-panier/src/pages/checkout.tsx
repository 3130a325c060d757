import { livraisonCentimes } from '@boutique/contracts/achat';
import type { Livraison } from '@boutique/contracts/commandes';
import type { AdresseEnregistree } from '@boutique/contracts/comptes';
import { deliveryDates } from '@boutique/contracts/delivery-dates';
import type { Panier } from '@boutique/contracts/panier';
import { Link, useShell } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { Icon } from '@boutique/ui/icon';
import { formatPrice } from '@boutique/ui/price';
import { useEffect, useState } from 'react';
import { faultOf } from '../checkout/adresse-rules.ts';
import { type Step, useCheckoutDraft } from '../checkout/checkout-draft.ts';
import { chosenAdresse, chosenId } from '../checkout/chosen-adresse.ts';
import { AdresseText } from '../components/adresse-text.tsx';
import { CheckoutStep } from '../components/checkout-step.tsx';
import { CheckoutTotals } from '../components/checkout-totals.tsx';
import { OrderFailure } from '../components/order-failure.tsx';
import { useTexts } from '../texts/use-texts.ts';
import { AdresseStep } from './adresse-step.tsx';
import styles from './commande-page.module.css';
import { LivraisonStep } from './livraison-step.tsx';
import { SummaryStep } from './summary-step.tsx';
import { refusedFields, type useOrder } from './use-order.ts';

interface Props {
  panier: Panier;
  livraisons: Livraison[];
  /** The address book; empty for a guest. */
  adresses: AdresseEnregistree[];
  adressesFailed: boolean;
  order: ReturnType<typeof useOrder>;
}

/** From a cart to an order: address, delivery, summary; one step open at a time. */
export function Checkout({ panier, livraisons, adresses, adressesFailed, order }: Props) {
  const { checkout: texts } = useTexts();
  const { locale, session } = useShell();
  const { draft, update } = useCheckoutDraft();
  const [moved, setMoved] = useState(false);

  const adresse = chosenAdresse(draft, adresses);
  const emailMissing = !session && faultOf('email', draft.email, draft.adresse) !== undefined;
  const refused = refusedFields(order.error);
  const isRefused = Object.keys(refused).length > 0;
  const step: Step = !adresse || emailMissing ? 1 : draft.step;
  const livraison = livraisons.find(({ mode }) => mode === draft.livraison) ?? livraisons[0];
  const livraisonPrice = livraison ? livraisonCentimes(livraison, panier.totalCentimes) : 0;
  const totalCentimes = panier.totalCentimes + livraisonPrice;

  const change: typeof update = (changes) => {
    if (changes.step) {
      setMoved(true);
      order.reset();
    }
    update(changes);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: each refusal leads to the fields once
  useEffect(() => {
    if (!isRefused) return;
    setMoved(true);
    update({ step: 1 });
  }, [order.error]);

  const failure = (
    <OrderFailure error={order.error} lignes={panier.lignes} total={formatPrice(totalCentimes, locale)} />
  );
  const frame = (which: Step) => ({
    step: which,
    state: which === step ? ('open' as const) : which < step ? ('done' as const) : ('later' as const),
    focusOnOpen: moved,
    onEdit: () => !order.busy && change({ step: which }),
  });
  return (
    <>
      <div className={styles.heading}>
        <h1 className={styles.title}>{texts.heading}</h1>
        <Link to="/panier" className={buttonClass({ variant: 'ghost', size: 'sm' })}>
          <Icon name="arrow-left" size={18} />
          {texts.back}
        </Link>
      </div>
      {step < 3 && failure}
      <div className={styles.columns}>
        <div className={styles.steps}>
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
            <AdresseStep
              draft={draft}
              update={change}
              adresses={adresses}
              chosen={chosenId(draft, adresses)}
              refused={refused}
            />
          </CheckoutStep>
          <CheckoutStep
            {...frame(2)}
            summary={
              livraison && (
                <p>{texts.chosen(texts.modes[livraison.mode], deliveryDates(new Date(), livraison, locale))}</p>
              )
            }
          >
            <LivraisonStep
              livraisons={livraisons}
              chosen={livraison?.mode ?? draft.livraison}
              onChoose={(mode) => update({ livraison: mode })}
              centimes={panier.totalCentimes}
              onNext={() => change({ step: 3 })}
            />
          </CheckoutStep>
          <CheckoutStep {...frame(3)}>
            {adresse && livraison && (
              <SummaryStep
                panier={panier}
                total={formatPrice(totalCentimes, locale)}
                busy={order.busy}
                failure={failure}
                onOrder={() =>
                  order.place({
                    ...(!session && { email: draft.email.trim() }),
                    adresse,
                    livraison: livraison.mode,
                    paiement: 'a-la-livraison',
                    totalCentimes,
                  })
                }
              />
            )}
          </CheckoutStep>
        </div>
        <CheckoutTotals panier={panier} livraisonCentimes={livraisonPrice} />
      </div>
    </>
  );
}
