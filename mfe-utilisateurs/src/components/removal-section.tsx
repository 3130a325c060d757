import type { Compte } from '@boutique/contracts/comptes';
import { cleanEmail } from '@boutique/contracts/field-rules';
import { useNavigate } from '@boutique/facade';
import { Button } from '@boutique/ui/button';
import { Dialog, DialogActions } from '@boutique/ui/dialog';
import { Notice } from '@boutique/ui/notice';
import { useForm } from '@boutique/ui/use-form';
import { useState } from 'react';
import { useDeleteCompte } from '../api/delete-compte.ts';
import { TextField } from '../forms/text-field.tsx';
import { useFailureText } from '../forms/use-failure-text.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './account-sections.module.css';
import { SectionCard } from './section-card.tsx';

/** The deletion of the account. */
export function RemovalSection({ compte }: { compte: Compte }) {
  const { removal: texts } = useTexts().compte;
  const [open, setOpen] = useState(false);
  return (
    <SectionCard title={texts.heading}>
      <p className={styles.hint}>{texts.text}</p>
      <div>
        <Button variant="danger" aria-haspopup="dialog" data-scripts="" onClick={() => setOpen(true)}>
          {texts.open}
        </Button>
      </div>
      {open && <RemovalDialog email={compte.email} onClose={() => setOpen(false)} />}
    </SectionCard>
  );
}

/** Explains what the shop deletes and keeps. The e-mail address must be typed, against deletion by mistake. */
function RemovalDialog({ email, onClose }: { email: string; onClose: () => void }) {
  const { removal: texts } = useTexts().compte;
  const navigate = useNavigate();
  const { mutateAsync: remove } = useDeleteCompte();
  const isOwn = (typed: string) => cleanEmail(typed).toLowerCase() === email.toLowerCase();
  const { props, errorOf, message, pending } = useForm({
    rules: { email: { fault: (typed) => (isOwn(typed) ? undefined : 'mismatch') } },
    say: () => texts.mismatch,
    failed: useFailureText(),
    send: () => remove().then(() => navigate('/')),
    explain: ({ code }) => (code === 'dernier-admin' ? { message: texts.lastAdmin } : undefined),
  });
  return (
    <Dialog title={texts.title} onClose={onClose}>
      <form {...props} className={styles.form}>
        <ul className={styles.facts}>
          <li>{texts.erased}</li>
          <li>{texts.kept}</li>
          <li>{texts.final}</li>
        </ul>
        <TextField
          name="email"
          type="email"
          label={texts.confirm(email)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          error={errorOf('email')}
        />
        {message && <Notice tone="danger">{message}</Notice>}
        <DialogActions>
          <Button type="submit" variant="danger" aria-disabled={pending || undefined}>
            {pending ? texts.sending : texts.submit}
          </Button>
          <Button variant="secondary" onClick={onClose}>
            {texts.cancel}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
