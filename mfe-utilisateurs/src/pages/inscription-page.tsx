import { Link, useSearchParams } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { Notice } from '@boutique/ui/notice';
import { useSignUp } from '../api/sign-up.ts';
import { PasswordField } from '../forms/password-field.tsx';
import { safeRetour, signInPath } from '../forms/safe-retour.ts';
import { TextField } from '../forms/text-field.tsx';
import { useChecks } from '../forms/use-checks.ts';
import { useForm } from '../forms/use-form.ts';
import { useTexts } from '../texts/use-texts.ts';
import { SessionFrame } from './session-frame.tsx';
import styles from './session-page.module.css';

const names = ['nom', 'email', 'motDePasse'] as const;

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
  const checks = useChecks();
  const { props, faults, message, pending } = useForm({
    names,
    check: ({ nom, email, motDePasse }) => ({
      nom: checks.required('nom', nom),
      email: checks.email(email),
      motDePasse: checks.newPassword('motDePasse', motDePasse),
    }),
    send: ({ nom, email, motDePasse }) => signUp({ nom: nom.trim(), email: email.trim(), motDePasse }),
    explain: ({ code }, { email }) =>
      code === 'email-deja-utilise'
        ? {
            faults: { email: texts.taken },
            message: (
              <>
                {texts.taken}{' '}
                <Link to={signInPath('/connexion', { retour, email: email.trim() })}>{texts.takenSignIn}</Link>
              </>
            ),
          }
        : undefined,
  });
  return (
    <>
      <form {...props} className={styles.form}>
        {message && <Notice tone="danger">{message}</Notice>}
        <TextField
          name="nom"
          label={forms.fields.nom}
          hint={texts.nomHint}
          autoComplete="name"
          required
          maxLength={100}
          error={faults.nom}
        />
        <TextField
          name="email"
          type="email"
          label={forms.fields.email}
          hint={texts.emailHint}
          autoComplete="email"
          required
          maxLength={254}
          defaultValue={search.get('email') ?? ''}
          error={faults.email}
        />
        <PasswordField
          name="motDePasse"
          label={forms.fields.motDePasse}
          autoComplete="new-password"
          error={faults.motDePasse}
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
