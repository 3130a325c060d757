import { livraisonCentimes } from '@boutique/contracts/achat';
import type { Livraison } from '@boutique/contracts/commandes';
import type { AdresseEnregistree } from '@boutique/contracts/comptes';
import { deliveryDates } from '@boutique/contracts/delivery-dates';
import { ADRESSE, EMAIL, faultsOf } from '@boutique/contracts/field-rules';
import type { Panier } from '@boutique/contracts/panier';
import { Link, useShell } from '@boutique/facade';
import { buttonClass } from '@boutique/ui/button';
import { Icon } from '@boutique/ui/icon';
import { formatPrice } from '@boutique/ui/price';
import { useEffect, useState } from 'react';
import { type Step, useCheckoutDraft } from '../checkout/checkout-draft.ts';
import { bookAdresse, chosenAdresse, chosenId } from '../checkout/chosen-adresse.ts';
import type { FieldName } from '../checkout/use-sentences.ts';
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

/** From a cart to an order: address, delivery, summary. One step is open at a time. */
export function Checkout({ panier, livraisons, adresses, adressesFailed, order }: Props) {
  const { checkout: texts } = useTexts();
  const { locale, now, session } = useShell();
  const { draft, update } = useCheckoutDraft();
  const [moved, setMoved] = useState(false);
  const [toMend, setToMend] = useState<readonly FieldName[]>([]);

  const adresse = chosenAdresse(draft, adresses);
  const emailMissing = !session && EMAIL.fault(draft.email) !== undefined;
  const step: Step = !adresse || emailMissing ? 1 : draft.step;
  const livraison = livraisons.find(({ mode }) => mode === draft.livraison) ?? livraisons[0];
  const livraisonPrice = livraison ? livraisonCentimes(livraison, panier.totalCentimes) : 0;
  const totalCentimes = panier.totalCentimes + livraisonPrice;

  const change: typeof update = (changes) => {
    if (changes.step) {
      setMoved(true);
      setToMend([]);
      order.reset();
    }
    update(changes);
  };
  /** Opens the first step at these fields. Copies an address of the book into the form, so that it can be corrected. */
  const mend = (names: readonly FieldName[]) => {
    const kept = bookAdresse(draft, adresses);
    const typed = kept && names.some((name) => name !== 'email') && { ...kept, complement: kept.complement ?? '' };
    setMoved(true);
    setToMend(names);
    update({ step: 1, ...(typed && { adresseId: null, adresse: typed }) });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: each refusal opens the fields once
  useEffect(() => {
    const refused = refusedFields(order.error);
    if (refused.length > 0) mend(refused);
  }, [order.error]);
  const leaveAdresse = (adresseId: string | null) => {
    const kept = bookAdresse({ ...draft, adresseId }, adresses);
    const wrong = Object.keys(kept ? faultsOf(ADRESSE, kept) : {}) as FieldName[];
    if (wrong.length > 0) mend(wrong);
    else change({ adresseId, step: 2 });
  };

  const failure = (
    <OrderFailure error={order.error} lignes={panier.lignes} total={formatPrice(totalCentimes, locale)} />
  );
  const frame = (which: Step) => ({
    step: which,
    state: which === step ? ('open' as const) : which < step ? ('done' as const) : ('later' as const),
    // otherwise the first faulty field takes the focus
    focusOnOpen: moved && toMend.length === 0,
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
              key={toMend.join()}
              draft={draft}
              update={change}
              adresses={adresses}
              chosen={chosenId(draft, adresses)}
              refused={toMend}
              onNext={leaveAdresse}
            />
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
