import { type Fault, TOKEN_NAME } from '@boutique/contracts/field-rules';
import { Button } from '@boutique/ui/button';
import { Dialog, DialogActions } from '@boutique/ui/dialog';
import { Field } from '@boutique/ui/field';
import { Notice } from '@boutique/ui/notice';
import { useForm } from '@boutique/ui/use-form';
import { useState } from 'react';
import { useCreateToken } from '../api/tokens.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './frame.module.css';
import { useFailureText } from './use-failure-text.ts';

/** Makes a deploy token, and shows it once: it is in no cache, and gone when its dialog closes. */
export function TokenForm({ slice }: { slice: string }) {
  const { tokens: texts, form, sending } = useTexts();
  const failed = useFailureText();
  const { mutateAsync: create, reset } = useCreateToken(slice);
  const [made, setMade] = useState<{ name: string; token: string } | null>(null);
  const { props, errorOf, message, pending } = useForm<'name', Fault>({
    rules: { name: TOKEN_NAME },
    say: (_name, fault) =>
      fault === 'missing' ? form.faults.name : (form.faults[fault as keyof typeof form.faults] ?? form.faults.refused),
    failed,
    explain: ({ code }) => (code === 'limite-atteinte' ? { message: texts.full } : undefined),
    clear: true,
    send: async ({ name }) => setMade(await create(name)),
  });
  const forget = () => {
    setMade(null);
    reset();
  };
  return (
    <>
      <form {...props} data-scripts="" className={styles.card}>
        <Field label={texts.name} hint={texts.nameHint} error={errorOf('name')}>
          {(control) => <input {...control} name="name" autoComplete="off" maxLength={TOKEN_NAME.max} />}
        </Field>
        {message && <Notice tone="danger">{message}</Notice>}
        <div>
          <Button type="submit" aria-disabled={pending || undefined}>
            {pending ? sending : texts.create}
          </Button>
        </div>
      </form>
      {made && (
        <Dialog title={texts.created(made.name)} onClose={forget}>
          <div className={styles.form}>
            <p>{texts.once}</p>
            <output aria-label={texts.secret} className={styles.secret}>
              {made.token}
            </output>
            <DialogActions>
              <Button onClick={forget}>{texts.close}</Button>
            </DialogActions>
          </div>
        </Dialog>
      )}
    </>
  );
}
