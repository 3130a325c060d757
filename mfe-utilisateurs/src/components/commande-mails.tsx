import type { MailCommande } from '@boutique/contracts/administration';
import { Badge } from '@boutique/ui/badge';
import { Button } from '@boutique/ui/button';
import { useRetryMails } from '../api/mails-commande.ts';
import { FormResult } from '../forms/form-result.tsx';
import { useFailureText } from '../forms/use-failure-text.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './commande-mails.module.css';
import { Moment } from './moment.tsx';
import { SectionCard } from './section-card.tsx';

/** The mails about an order, and a button to try those again that did not leave. */
export function CommandeMails({ id, mails }: { id: string; mails: readonly MailCommande[] }) {
  const { administration, commandes } = useTexts();
  const { mails: texts } = administration;
  const failureText = useFailureText();
  const { mutate: retry, isPending, isSuccess, error } = useRetryMails(id);
  const unsent = mails.some(({ envoyeLe }) => envoyeLe === null);
  return (
    <SectionCard title={texts.title}>
      <ul className={styles.list}>
        {mails.map((mail) => (
          <li key={mail.evenement} className={styles.mail}>
            <span className={styles.line}>
              <strong>
                {mail.evenement === 'remboursee' ? commandes.detail.refunded : commandes.statuts[mail.evenement]}
              </strong>
              <State mail={mail} />
            </span>
            {mail.envoyeLe ? (
              <span className={styles.muted}>
                <Moment at={mail.envoyeLe} time />
              </span>
            ) : (
              <span className={styles.muted}>
                {mail.erreur && (
                  <>
                    {texts.attempts(mail.essais)} <span translate="no">{mail.erreur}</span>{' '}
                  </>
                )}
                {mail.prochainLe && (
                  <>
                    {texts.next} <Moment at={mail.prochainLe} time />
                  </>
                )}
              </span>
            )}
          </li>
        ))}
      </ul>
      <FormResult failure={error && failureText(error)} done={isSuccess && texts.retried} />
      {unsent && (
        <div>
          <Button
            data-scripts=""
            size="sm"
            variant="secondary"
            aria-disabled={isPending || undefined}
            onClick={() => isPending || retry()}
          >
            {texts.retry}
          </Button>
        </div>
      )}
    </SectionCard>
  );
}

function State({ mail: { envoyeLe, erreur } }: { mail: MailCommande }) {
  const { sent, failed, waiting } = useTexts().administration.mails;
  if (envoyeLe) return <Badge tone="success">{sent}</Badge>;
  return erreur ? <Badge tone="danger">{failed}</Badge> : <Badge tone="neutral">{waiting}</Badge>;
}
