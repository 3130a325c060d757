import { Link, useSearchParams } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { Notice } from '@boutique/ui/notice';
import { useSignIn } from '../api/sign-in.ts';
import { PasswordField } from '../forms/password-field.tsx';
import { safeRetour, signInPath } from '../forms/safe-retour.ts';
import { TextField } from '../forms/text-field.tsx';
import { useChecks } from '../forms/use-checks.ts';
import { useForm } from '../forms/use-form.ts';
import { useTexts } from '../texts/use-texts.ts';
import { SessionFrame } from './session-frame.tsx';
import styles from './session-page.module.css';

const names = ['email', 'motDePasse'] as const;

export function Component() {
  const { signIn: texts } = useTexts().session;
  return (
    <SessionFrame title={texts.title} lead={texts.lead}>
      <SignInForm />
    </SessionFrame>
  );
}

function SignInForm() {
  const { session, forms } = useTexts();
  const texts = session.signIn;
  const [search] = useSearchParams();
  const { mutateAsync: signIn } = useSignIn();
  const checks = useChecks();
  const { props, faults, message, pending } = useForm({
    names,
    check: ({ email, motDePasse }) => ({
      email: checks.email(email),
      motDePasse: checks.required('motDePasse', motDePasse),
    }),
    send: ({ email, motDePasse }) => signIn({ email: email.trim(), motDePasse }),
    explain: ({ code }) => (code === 'identifiants-invalides' ? { message: texts.wrong } : undefined),
  });
  return (
    <>
      <form {...props} className={styles.form}>
        {message && <Notice tone="danger">{message}</Notice>}
        <TextField
          name="email"
          type="email"
          label={forms.fields.email}
          autoComplete="email"
          required
          maxLength={254}
          defaultValue={search.get('email') ?? ''}
          error={faults.email}
        />
        <PasswordField
          name="motDePasse"
          label={forms.fields.motDePasse}
          autoComplete="current-password"
          error={faults.motDePasse}
        />
        <Button type="submit" size="lg" wide aria-disabled={pending || undefined}>
          {pending ? texts.sending : texts.submit}
        </Button>
      </form>
      <p className={styles.other}>
        {texts.noAccount}
        <Link to={signInPath('/inscription', { retour: safeRetour(search) })} className={styles.link}>
          {texts.signUp}
        </Link>
      </p>
    </>
  );
}
