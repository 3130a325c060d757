import type { Compte } from '@boutique/contracts/comptes';
import { useFormPost } from '@boutique/facade';
import { Badge } from '@boutique/ui/badge';
import { Button } from '@boutique/ui/button';
import { useSendVerification } from '../api/send-verification.ts';
import { FormResult } from '../forms/form-result.tsx';
import { useFailureText } from '../forms/use-failure-text.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './account-sections.module.css';
import { SectionCard } from './section-card.tsx';

/** The account's e-mail address, and whether it is verified. */
export function EmailSection({ compte: { email, emailVerifie } }: { compte: Compte }) {
  const { email: texts } = useTexts().compte;
  const failureText = useFailureText();
  const { form, posted } = useFormPost('sendVerification');
  const { mutate: send, isIdle, isPending, isSuccess, error: refused } = useSendVerification();
  const error = isIdle ? posted?.error : refused;
  return (
    <SectionCard
      title={texts.heading}
      aside={
        <Badge tone={emailVerifie ? 'success' : 'warning'}>{emailVerifie ? texts.verified : texts.notVerified}</Badge>
      }
    >
      <p className={styles.email}>{email}</p>
      {!emailVerifie && (
        <>
          <p className={styles.hint}>{texts.text}</p>
          <FormResult failure={error && failureText(error)} done={(isIdle ? posted?.done : isSuccess) && texts.sent} />
          <form
            {...form}
            onSubmit={(event) => {
              event.preventDefault();
              if (!isPending) send();
            }}
          >
            <Button type="submit" variant="secondary" aria-disabled={isPending || undefined}>
              {isPending ? texts.sending : texts.send}
            </Button>
          </form>
        </>
      )}
    </SectionCard>
  );
}
