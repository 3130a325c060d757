import { EMAIL } from '@boutique/contracts/field-rules';
import { Link, useFormPost, useSearchParams } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { useForm } from '@boutique/ui/use-form';
import { useRequestReset } from '../api/request-reset.ts';
import { FormResult } from '../forms/form-result.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useSentences } from '../forms/use-sentences.ts';
import { useTexts } from '../texts/use-texts.ts';
import { CardHeader, CardPage } from './card-page.tsx';
import styles from './session-page.module.css';

/** Asks for a link to set a new password. The form stays, to ask again or with another address. */
export function Component() {
  const { session, forms } = useTexts();
  const texts = session.forgotten;
  const [search] = useSearchParams();
  const { mutateAsync: send } = useRequestReset();
  const { form, posted } = useFormPost('requestReset');
  const { props, errorOf, message, pending, sent } = useForm({
    ...useSentences(),
    rules: { email: EMAIL },
    send,
    posted,
  });
  return (
    <CardPage title={texts.title}>
      <CardHeader title={texts.title} lead={texts.lead} />
      <FormResult failure={message} done={sent && texts.sent} />
      {sent && (
        <section className={styles.help}>
          <h2 className={styles.helpHeading}>{texts.noMail}</h2>
          <ul>
            {texts.noMailSteps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ul>
        </section>
      )}
      <form {...form} {...props} className={styles.form}>
        <TextField
          name="email"
          type="email"
          label={forms.fields.email}
          autoComplete="email"
          required
          maxLength={EMAIL.max}
          defaultValue={posted?.values.email ?? search.get('email') ?? ''}
          error={errorOf('email')}
        />
        <Button type="submit" size="lg" wide aria-disabled={pending || undefined}>
          {pending ? texts.sending : texts.submit}
        </Button>
      </form>
      <p className={styles.other}>
        {texts.remembered}
        <Link to="/connexion" className={styles.link}>
          {session.signIn.title}
        </Link>
      </p>
    </CardPage>
  );
}
