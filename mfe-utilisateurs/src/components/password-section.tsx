import { NEW_PASSWORD, REQUIRED } from '@boutique/contracts/field-rules';
import { useFormPost } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { useForm } from '@boutique/ui/use-form';
import { useChangePassword } from '../api/change-password.ts';
import { FormResult } from '../forms/form-result.tsx';
import { PasswordField } from '../forms/password-field.tsx';
import { useSentences } from '../forms/use-sentences.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './account-sections.module.css';
import { SectionCard } from './section-card.tsx';

export function PasswordSection({ email }: { email: string }) {
  const { compte, forms } = useTexts();
  const texts = compte.password;
  const { mutateAsync: change } = useChangePassword();
  const { form, posted } = useFormPost('changePassword');
  const { props, errorOf, message, pending, sent } = useForm({
    ...useSentences(),
    clear: true,
    rules: { actuel: REQUIRED, nouveau: NEW_PASSWORD },
    send: change,
    posted,
    explain: ({ code }) => (code === 'mot-de-passe-incorrect' ? { fields: { actuel: texts.wrong } } : undefined),
  });
  return (
    <SectionCard title={texts.heading}>
      <form {...form} {...props} className={styles.form}>
        {/* password managers store the new password under this name */}
        <input type="text" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          name="actuel"
          label={forms.fields.actuel}
          autoComplete="current-password"
          error={errorOf('actuel')}
        />
        <PasswordField
          name="nouveau"
          label={forms.fields.nouveau}
          autoComplete="new-password"
          error={errorOf('nouveau')}
        />
        <p className={styles.hint}>{texts.text}</p>
        <FormResult failure={message} done={sent && texts.saved} />
        <div>
          <Button type="submit" aria-disabled={pending || undefined}>
            {pending ? compte.saving : texts.submit}
          </Button>
        </div>
      </form>
    </SectionCard>
  );
}
