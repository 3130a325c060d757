import { Button } from '@boutique/ui/button';
import { useChangePassword } from '../api/change-password.ts';
import { FormResult } from '../forms/form-result.tsx';
import { PasswordField } from '../forms/password-field.tsx';
import { useChecks } from '../forms/use-checks.ts';
import { useForm } from '../forms/use-form.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './account-sections.module.css';
import { SectionCard } from './section-card.tsx';

const names = ['actuel', 'nouveau'] as const;

export function PasswordSection({ email }: { email: string }) {
  const { compte, forms } = useTexts();
  const texts = compte.password;
  const { mutateAsync: change } = useChangePassword();
  const checks = useChecks();
  const { props, faults, message, pending, sent } = useForm({
    names,
    clear: true,
    check: ({ actuel, nouveau }) => ({
      actuel: checks.required('actuel', actuel),
      nouveau: checks.newPassword('nouveau', nouveau),
    }),
    send: change,
    explain: ({ code }) => (code === 'mot-de-passe-incorrect' ? { faults: { actuel: texts.wrong } } : undefined),
  });
  return (
    <SectionCard title={texts.heading}>
      <form {...props} className={styles.form}>
        {/* password managers store the new password with it */}
        <input type="text" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          name="actuel"
          label={forms.fields.actuel}
          autoComplete="current-password"
          error={faults.actuel}
        />
        <PasswordField name="nouveau" label={forms.fields.nouveau} autoComplete="new-password" error={faults.nouveau} />
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
