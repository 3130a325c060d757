import { cleanEmail, EMAIL, NEW_PASSWORD, NOM } from '@boutique/contracts/field-rules';
import { Link, useFormPost, useSearchParams } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { Notice } from '@boutique/ui/notice';
import { useForm } from '@boutique/ui/use-form';
import { useSignUp } from '../api/sign-up.ts';
import { PasswordField } from '../forms/password-field.tsx';
import { safeRetour, signInPath } from '../forms/safe-retour.ts';
import { TextField } from '../forms/text-field.tsx';
import { useSentences } from '../forms/use-sentences.ts';
import { useTexts } from '../texts/use-texts.ts';
import { SessionFrame } from './session-frame.tsx';
import styles from './session-page.module.css';

export function Component() {
  const { signUp: texts } = useTexts().session;
  return (
    <SessionFrame title={texts.title} lead={texts.lead}>
      <SignUpForm />
    </SessionFrame>
  );
}

function SignUpForm() {
  const { session, forms } = useTexts();
  const texts = session.signUp;
  const [search] = useSearchParams();
  const retour = safeRetour(search);
  const { mutateAsync: signUp } = useSignUp();
  const { form, posted } = useFormPost('signUp');
  const { props, errorOf, message, pending } = useForm({
    ...useSentences(),
    rules: { nom: NOM, email: EMAIL, motDePasse: NEW_PASSWORD },
    send: signUp,
    posted,
    explain: ({ code }, { email }) =>
      code === 'email-deja-utilise'
        ? {
            fields: { email: texts.taken },
            message: (
              <>
                {texts.taken}{' '}
                <Link to={signInPath('/connexion', { retour, email: cleanEmail(email) })}>{texts.takenSignIn}</Link>
              </>
            ),
          }
        : undefined,
  });
  return (
    <>
      <form {...form} {...props} className={styles.form}>
        <input type="hidden" name="retour" value={retour ?? '/compte'} />
        {message && <Notice tone="danger">{message}</Notice>}
        <TextField
          name="nom"
          label={forms.fields.nom}
          hint={texts.nomHint}
          autoComplete="name"
          required
          maxLength={NOM.max}
          defaultValue={posted?.values.nom}
          error={errorOf('nom')}
        />
        <TextField
          name="email"
          type="email"
          label={forms.fields.email}
          hint={texts.emailHint}
          autoComplete="email"
          required
          maxLength={EMAIL.max}
          defaultValue={posted?.values.email ?? search.get('email') ?? ''}
          error={errorOf('email')}
        />
        <PasswordField
          name="motDePasse"
          label={forms.fields.motDePasse}
          autoComplete="new-password"
          error={errorOf('motDePasse')}
        />
        <Button type="submit" size="lg" wide aria-disabled={pending || undefined}>
          {pending ? texts.sending : texts.submit}
        </Button>
      </form>
      <p className={styles.other}>
        {texts.hasAccount}
        <Link to={signInPath('/connexion', { retour })} className={styles.link}>
          {texts.signIn}
        </Link>
      </p>
    </>
  );
}
