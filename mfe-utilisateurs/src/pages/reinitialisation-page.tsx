import type { ApiError } from '@boutique/contracts/client';
import { NEW_PASSWORD } from '@boutique/contracts/field-rules';
import { Link, useFormPost, useSearchParams } from '@boutique/facade';
import { Button, buttonClass } from '@boutique/ui/button';
import { Notice } from '@boutique/ui/notice';
import { StatePanel } from '@boutique/ui/state-panel';
import { useForm } from '@boutique/ui/use-form';
import { useResetPassword } from '../api/reset-password.ts';
import { PasswordField } from '../forms/password-field.tsx';
import { useSentences } from '../forms/use-sentences.ts';
import { useTexts } from '../texts/use-texts.ts';
import { CardHeader, CardPage } from './card-page.tsx';
import styles from './session-page.module.css';

/** Sets a new password with the link of a mail. */
export function Component() {
  const { session, forms } = useTexts();
  const texts = session.reset;
  const [search] = useSearchParams();
  const jeton = search.get('jeton') ?? '';
  const { mutateAsync: reset, error } = useResetPassword();
  const { form, posted } = useFormPost('resetPassword');
  const { props, errorOf, message, pending, sent } = useForm({
    ...useSentences(),
    rules: { nouveau: NEW_PASSWORD },
    send: ({ nouveau }) => reset({ jeton, nouveau }),
    posted,
  });
  const panel = panelOf();
  return (
    <CardPage title={texts.title}>
      {panel ?? (
        <>
          <CardHeader title={texts.title} lead={texts.lead} />
          {message && <Notice tone="danger">{message}</Notice>}
          <form {...form} {...props} className={styles.form}>
            <input type="hidden" name="jeton" value={jeton} />
            <PasswordField
              name="nouveau"
              label={forms.fields.nouveau}
              autoComplete="new-password"
              error={errorOf('nouveau')}
            />
            <Button type="submit" size="lg" wide aria-disabled={pending || undefined}>
              {pending ? texts.sending : texts.submit}
            </Button>
          </form>
        </>
      )}
    </CardPage>
  );

  /** Replaces the form when there is nothing to fill in. */
  function panelOf() {
    if (sent) {
      const toSignIn = (
        <Link to="/connexion" className={buttonClass()}>
          {session.signIn.title}
        </Link>
      );
      return (
        <div role="status">
          <StatePanel tone="vide" icon="check" heading="h1" title={texts.done} actions={toSignIn}>
            {texts.doneText}
          </StatePanel>
        </div>
      );
    }
    const missing = jeton === '';
    if (!missing && !isRefusedLink((error ?? posted?.error) as ApiError | null | undefined)) return null;
    const askAgain = (
      <Link to="/mot-de-passe-oublie" className={buttonClass()}>
        {texts.askAgain}
      </Link>
    );
    return (
      <StatePanel tone="erreur" heading="h1" title={missing ? texts.missing : texts.invalid} actions={askAgain}>
        {missing ? texts.missingText : texts.invalidText}
      </StatePanel>
    );
  }
}

/** Whether the link is at fault, not the password. */
const isRefusedLink = (error: ApiError | null | undefined): boolean =>
  error?.code === 'jeton-invalide' || (error?.problem?.erreurs ?? []).some(({ chemin }) => chemin === 'body.jeton');
