import type { Compte } from '@boutique/contracts/comptes';
import { Button } from '@boutique/ui/button';
import { Checkbox } from '@boutique/ui/checkbox';
import { useState } from 'react';
import { useUpdateCompte } from '../api/update-compte.ts';
import { FormResult } from '../forms/form-result.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useChecks } from '../forms/use-checks.ts';
import { useForm } from '../forms/use-form.ts';
import { useTexts } from '../texts/use-texts.ts';
import styles from './account-sections.module.css';
import { SectionCard } from './section-card.tsx';

const names = ['nom'] as const;

/** What others may see of the account. */
export function ProfileSection({ compte }: { compte: Compte }) {
  const { compte: texts, forms } = useTexts();
  const [profilPublic, setProfilPublic] = useState(compte.profilPublic);
  const { mutateAsync: update } = useUpdateCompte();
  const { required } = useChecks();
  const { props, faults, message, pending, sent } = useForm({
    names,
    check: ({ nom }) => ({ nom: required('nom', nom) }),
    send: ({ nom }) => update({ nom: nom.trim(), profilPublic }),
  });
  return (
    <SectionCard title={texts.profile.heading}>
      <form {...props} className={styles.form}>
        <TextField
          name="nom"
          label={forms.fields.nom}
          autoComplete="name"
          required
          maxLength={100}
          defaultValue={compte.nom}
          error={faults.nom}
        />
        <div>
          <Checkbox checked={profilPublic} onChange={setProfilPublic}>
            {texts.profile.public}
          </Checkbox>
          <p className={styles.hint}>{texts.profile.publicHint}</p>
        </div>
        <FormResult failure={message} done={sent && texts.profile.saved} />
        <div>
          <Button type="submit" aria-disabled={pending || undefined}>
            {pending ? texts.saving : texts.profile.submit}
          </Button>
        </div>
      </form>
    </SectionCard>
  );
}
