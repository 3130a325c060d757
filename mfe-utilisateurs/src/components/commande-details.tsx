import type { Commande } from '@boutique/contracts/commandes';
import { formatMoment } from '@boutique/contracts/dates';
import { Link, useShell } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { Icon } from '@boutique/ui/icon';
import { formatPrice, Price } from '@boutique/ui/price';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import { AdresseText } from './adresse-text.tsx';
import styles from './commande-details.module.css';
import { CommandeLignes } from './commande-lignes.tsx';
import { CommandeTimeline } from './commande-timeline.tsx';
import { Moment } from './moment.tsx';
import { SectionCard } from './section-card.tsx';
import { StatutBadge } from './statut-badge.tsx';

interface Props {
  commande: Commande;
  /** The address of the list. */
  back: { to: string; label: string };
  /** The order's buttons, and the result of the last one. */
  children?: ReactNode;
}

/** All of one order. Prints without the controls. */
export function CommandeDetails({ commande, back, children }: Props) {
  const { detail: texts } = useTexts().commandes;
  const { locale } = useShell();
  const { numero, statut, expireLe, lignes, adresse, email, creeLe } = commande;
  const { sousTotalCentimes, livraison, livraisonCentimes, totalCentimes, paiement, enLigne } = commande;
  return (
    <article className={styles.details}>
      <header className={styles.header}>
        <Link to={back.to} className={styles.back}>
          <Icon name="arrow-left" size={18} />
          {back.label}
        </Link>
        <div className={styles.title}>
          <h1 className={styles.heading}>{texts.title(numero)}</h1>
          <StatutBadge statut={statut} />
        </div>
        <p className={styles.muted}>
          {texts.passed} <Moment at={creeLe} time />
        </p>
        {expireLe && <p>{texts.waits[statut]?.(formatMoment(expireLe, locale))}</p>}
        <div className={styles.print}>
          <Button variant="ghost" size="sm" data-scripts="" onClick={() => window.print()}>
            {texts.print}
          </Button>
        </div>
      </header>
      <div className={styles.columns}>
        <div className={styles.column}>
          <SectionCard title={texts.lignes}>
            <CommandeLignes lignes={lignes} />
            <dl className={styles.totals}>
              <dt>{texts.sousTotal}</dt>
              <dd>{formatPrice(sousTotalCentimes, locale)}</dd>
              <dt>{texts.livraison[livraison]}</dt>
              <dd>{livraisonCentimes === 0 ? texts.free : formatPrice(livraisonCentimes, locale)}</dd>
              <dt className={styles.sum}>{texts.total}</dt>
              <dd className={styles.sum}>
                <Price centimes={totalCentimes} locale={locale} />
              </dd>
            </dl>
            <p className={styles.muted}>
              {texts.paiements[paiement]}
              {enLigne && ` : ${texts.enLigne[enLigne.statut]}`}
            </p>
          </SectionCard>
        </div>
        <div className={styles.column}>
          {children}
          <SectionCard title={texts.suivi}>
            <CommandeTimeline commande={commande} />
          </SectionCard>
          <SectionCard title={texts.adresse}>
            {adresse ? <AdresseText adresse={adresse} /> : <p className={styles.muted}>{texts.noAdresse}</p>}
            {email && (
              <p className={styles.contact}>
                <span className={styles.muted}>{texts.contact}</span> {email}
              </p>
            )}
          </SectionCard>
        </div>
      </div>
    </article>
  );
}
