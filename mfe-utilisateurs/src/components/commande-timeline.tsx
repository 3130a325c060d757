import type { Commande, StatutCommande } from '@boutique/contracts/commandes';
import { useTexts } from '../texts/use-texts.ts';
import styles from './commande-timeline.module.css';
import { Moment } from './moment.tsx';

const steps: readonly StatutCommande[] = ['confirmee', 'preparee', 'expediee', 'livree'];

/** The past and coming steps of an order. */
export function CommandeTimeline({ commande: { statut, historique } }: { commande: Commande }) {
  const { statuts, detail: texts } = useTexts().commandes;
  // all of them while the order waits: it is in none
  const upcoming = statut === 'annulee' ? [] : steps.slice(steps.indexOf(statut) + 1);
  return (
    <ol className={styles.timeline}>
      {historique.map((step, index) => (
        <li
          key={step.statut}
          className={styles.step}
          data-done={step.statut === 'annulee' ? 'cancelled' : 'done'}
          aria-current={index === historique.length - 1 ? 'step' : undefined}
        >
          <strong>{statuts[step.statut]}</strong>
          <span className={styles.muted}>
            <Moment at={step.le} time /> {texts.par[step.par]}
          </span>
        </li>
      ))}
      {upcoming.map((step) => (
        <li key={step} className={styles.step}>
          <span>{statuts[step]}</span>
          <span className={styles.muted}>{texts.upcoming}</span>
        </li>
      ))}
    </ol>
  );
}
