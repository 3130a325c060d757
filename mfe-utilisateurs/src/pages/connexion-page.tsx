import { EMAIL, REQUIRED } from '@boutique/contracts/field-rules';
import { Link, useFormPost, useSearchParams } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { Notice } from '@boutique/ui/notice';
import { useForm } from '@boutique/ui/use-form';
import { useSignIn } from '../api/sign-in.ts';
import { PasswordField } from '../forms/password-field.tsx';
import { safeRetour, signInPath } from '../forms/safe-retour.ts';
import { TextField } from '../forms/text-field.tsx';
import { useSentences } from '../forms/use-sentences.ts';
import { useTexts } from '../texts/use-texts.ts';
import { SessionFrame } from './session-frame.tsx';
import styles from './session-page.module.css';

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
  const { form, posted } = useFormPost('signIn');
  const { props, errorOf, message, pending } = useForm({
    ...useSentences(),
    rules: { email: EMAIL, motDePasse: REQUIRED },
    send: signIn,
    posted,
    explain: ({ code, retryAfter }) => {
      if (code === 'identifiants-invalides') return { message: texts.wrong };
      if (code !== 'trop-de-tentatives') return undefined;
      const byMail = <Link to="/mot-de-passe-oublie">{texts.byMail}</Link>;
      return {
        message: (
          <>
            {session.tooMany(retryAfter)} {byMail}
          </>
        ),
      };
    },
  });
  return (
    <>
      <form {...form} {...props} className={styles.form}>
        <input type="hidden" name="retour" value={safeRetour(search) ?? '/compte'} />
        {message && <Notice tone="danger">{message}</Notice>}
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
        <PasswordField
          name="motDePasse"
          label={forms.fields.motDePasse}
          autoComplete="current-password"
          error={errorOf('motDePasse')}
        />
        <Button type="submit" size="lg" wide aria-disabled={pending || undefined}>
          {pending ? texts.sending : texts.submit}
        </Button>
      </form>
      <Link to="/mot-de-passe-oublie" className={styles.link}>
        {texts.forgotten}
      </Link>
      <p className={styles.other}>
        {texts.noAccount}
        <Link to={signInPath('/inscription', { retour: safeRetour(search) })} className={styles.link}>
          {texts.signUp}
        </Link>
      </p>
    </>
  );
}
