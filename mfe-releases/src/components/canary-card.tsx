import { formatMoment } from '@boutique/contracts/dates';
import type { CanaryProgress, ReleaseStatus } from '@boutique/contracts/frontends';
import { useShell } from '@boutique/facade';
import { useId } from 'react';
import { useTexts } from '../texts/use-texts.ts';
import styles from './frame.module.css';

/** A running canary: its step, the evidence, what comes next and when. */
export function CanaryCard({ canary, active }: { canary: ReleaseStatus; active: string }) {
  const { canary: texts } = useTexts();
  const id = useId();
  const next = useNext();
  const { progress } = canary;
  if (!progress) return null;
  return (
    <section className={styles.card} aria-labelledby={id}>
      <h2 id={id} className={styles.subheading}>
        {texts.title(canary.version)}
      </h2>
      <dl className={styles.facts}>
        <div>
          <dt>{texts.step}</dt>
          <dd>{texts.stepText(canary.traffic, progress.next)}</dd>
        </div>
        <div>
          <dt>{texts.evidence}</dt>
          <dd>{texts.seen(canary.version, progress.failingClients, progress.clients)}</dd>
          <dd className={styles.muted}>{texts.seen(active, progress.otherFailingClients, progress.otherClients)}</dd>
        </div>
        <div>
          <dt>{texts.next}</dt>
          <dd>{next(progress)}</dd>
        </div>
      </dl>
    </section>
  );
}

function useNext() {
  const { waits } = useTexts().canary;
  const { locale } = useShell();
  return ({ waitsFor, next, notBefore, neededClients, clients }: CanaryProgress): string => {
    switch (waitsFor) {
      case 'command':
        return waits.command();
      case 'time':
        return waits.time(next, formatMoment(notBefore, locale, { short: true }));
      case 'clients':
        return waits.clients(next, neededClients - clients);
      case 'failures':
        return waits.failures(next);
      case null:
        return waits.due(next);
    }
  };
}
