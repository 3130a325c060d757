import type { Commande } from '@boutique/contracts/commandes';
import { formatMoment } from '@boutique/contracts/dates';
import { formatPrevue } from '@boutique/contracts/delivery-dates';
import { Link, useShell } from '@boutique/facade';
import { Badge } from '@boutique/ui/badge';
import { Button, buttonClass } from '@boutique/ui/button';
import { Icon } from '@boutique/ui/icon';
import type { Texts } from '../texts/fr.ts';
import { useTexts } from '../texts/use-texts.ts';
import { AccountHint } from './account-hint.tsx';
import { AdresseText } from './adresse-text.tsx';
import styles from './commande-details.module.css';
import { LignesList } from './lignes-list.tsx';
import { useNextSteps } from './next-steps.ts';
import { OrderPayment } from './order-payment.tsx';
import { TotalsList } from './totals-list.tsx';

interface Props {
  commande: Commande;
  /** Whether the buyer comes back from the provider's page after paying; the shop may not know yet. */
  hasPaid?: boolean;
}

/** A placed order: its number, the next steps, and all that was agreed. */
export function CommandeDetails({ commande, hasPaid = false }: Props) {
  const { confirmation: texts, checkout } = useTexts();
  const { locale, session } = useShell();
  const { id, numero, statut, lignes, sousTotalCentimes, livraisonCentimes, adresse, email } = commande;
  const cancelled = statut === 'annulee';
  const toPay = statut === 'a-payer';
  const heading = headingOf(statut, hasPaid, texts);
  const tone = cancelled ? 'danger' : statut === 'livree' ? 'success' : commande.expireLe ? 'warning' : 'accent';
  const dates = formatPrevue(commande.livraisonPrevue, locale);
  const nextSteps = useNextSteps(commande, dates);
  return (
    <article className={styles.details}>
      <header className={styles.header} data-tone={tone}>
        <span className={styles.mark}>
          <Icon name={cancelled ? 'close' : commande.expireLe ? 'info' : 'check'} size={28} />
        </span>
        <h1 className={styles.title}>{heading}</h1>
        <p>
          {texts.numero} <strong className={styles.numero}>{numero}</strong>
        </p>
        <p className={styles.muted}>
          {texts.date} {formatMoment(commande.creeLe, locale)} <Badge tone={tone}>{texts.statuts[statut]}</Badge>
        </p>
        <OrderPayment commande={commande} hasPaid={hasPaid} />
        <div className={styles.actions}>
          {session && (
            <Link to={`/compte/commandes/${id}`} className={buttonClass({ variant: toPay ? 'secondary' : 'primary' })}>
              {texts.seeOrder}
            </Link>
          )}
          <Link to="/produits" className={buttonClass({ variant: session || toPay ? 'secondary' : 'primary' })}>
            {texts.continue}
          </Link>
          <Button variant="ghost" data-scripts="" onClick={() => window.print()}>
            {texts.print}
          </Button>
        </div>
      </header>
      {nextSteps.length > 0 && (
        <section aria-labelledby="suite" className={styles.card}>
          <h2 id="suite" className={styles.heading}>
            {texts.next}
          </h2>
          <ol className={styles.next}>
            {nextSteps.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ol>
        </section>
      )}
      {session === null && email && <AccountHint email={email} commandeId={id} />}
      <div className={styles.columns}>
        <section aria-labelledby="articles" className={styles.card}>
          <h2 id="articles" className={styles.heading}>
            {texts.lines}
          </h2>
          <LignesList label={texts.lines} lignes={lignes} />
          <TotalsList
            sousTotalCentimes={sousTotalCentimes}
            livraisonCentimes={livraisonCentimes}
            paid={commande.enLigne !== null && !toPay}
          />
        </section>
        <div className={styles.side}>
          <section aria-labelledby="adresse" className={styles.card}>
            <h2 id="adresse" className={styles.heading}>
              {texts.address}
            </h2>
            {adresse ? <AdresseText adresse={adresse} /> : <p className={styles.muted}>{texts.addressGone}</p>}
            {email && (
              <p className={styles.muted}>
                {texts.contact} {email}
              </p>
            )}
          </section>
          <section aria-labelledby="livraison" className={styles.card}>
            <h2 id="livraison" className={styles.heading}>
              {texts.delivery}
            </h2>
            <p>{checkout.modes[commande.livraison]}</p>
            {!cancelled && !commande.expireLe && (
              <p className={styles.muted}>
                {texts.expected} {dates}
              </p>
            )}
            <p className={styles.muted}>{checkout.payments[commande.paiement].name}</p>
          </section>
        </div>
      </div>
    </article>
  );
}

function headingOf(statut: Commande['statut'], hasPaid: boolean, texts: Texts['confirmation']): string {
  if (statut === 'annulee') return texts.cancelled;
  if (statut === 'a-confirmer') return texts.received;
  if (statut === 'a-payer') return hasPaid ? texts.checkingPayment : texts.toPay;
  return texts.thanks;
}
